package io.github.camelplivo.mdr.feed;

import java.time.Clock;
import java.util.function.Supplier;

/** Tells where a feed stands. To know the pace of its backfill it has to be asked now and then. */
public final class FeedWatch {

    private final Supplier<FeedProgress> progress;
    private final Clock clock;
    private final BackfillPace pace = new BackfillPace();

    public FeedWatch(Feed feed, Clock clock) {
        this(feed::progress, clock);
    }

    /** Visible for testing. */
    FeedWatch(Supplier<FeedProgress> progress, Clock clock) {
        this.progress = progress;
        this.clock = clock;
    }

    public synchronized FeedStatus status() {
        FeedProgress now = progress.get();
        if (now.backfillPaused()) {
            pace.forget();
        } else {
            pace.look(clock.instant(), now.backfill().cursor());
        }
        return FeedStatus.of(now, pace.timeTo(now.backfill().end()), clock.instant());
    }
}
