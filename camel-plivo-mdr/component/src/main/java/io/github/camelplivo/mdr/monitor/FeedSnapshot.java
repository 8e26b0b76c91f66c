package io.github.camelplivo.mdr.monitor;

import io.github.camelplivo.mdr.feed.FeedStatus;

/** A feed at one moment, so that its figures agree. */
record FeedSnapshot(FeedMonitor monitor, FeedStatus status, FeedHealth health) {
}
