package io.github.camelplivo.mdr.connect;

import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.github.camelplivo.mdr.client.Causes;
import io.github.camelplivo.mdr.client.PlivoAuthenticationException;
import io.github.camelplivo.mdr.client.PlivoNotFoundException;
import io.github.camelplivo.mdr.feed.Feed;
import io.github.camelplivo.mdr.feed.FeedPage;
import io.github.camelplivo.mdr.feed.FeedProgress;
import io.github.camelplivo.mdr.log.FeedLogger;
import org.jspecify.annotations.Nullable;

/** The state of an account: logged when it changes, and shown in JMX. */
final class AccountStatus implements AccountStatusMXBean, AutoCloseable {

    private static final FeedLogger LOG = FeedLogger.of(AccountStatus.class);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Clock clock;
    private final String account;
    private @Nullable Feed feed;
    private @Nullable String failure;
    private @Nullable String kind;
    private @Nullable Instant failingSince;
    private @Nullable Instant refusedSince;
    private Instant loggedAt = Instant.MIN;
    private long records;
    private boolean registered;

    AccountStatus(String account, Clock clock) {
        this.account = account;
        this.clock = clock;
    }

    /** Shows it in JMX. Two connectors of one worker may read one account; only the first of them is shown. */
    void register() {
        try {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            if (!server.isRegistered(name())) {
                server.registerMBean(this, name());
                registered = true;
            }
        } catch (JMException e) {
            LOG.warn("{} is not shown in JMX: {}", account, Causes.text(e));
        }
    }

    private ObjectName name() throws JMException {
        return new ObjectName("io.github.camelplivo:type=plivo-mdr-connect,account=" + account);
    }

    synchronized void watch(Feed opened) {
        feed = opened;
    }

    synchronized void delivered(FeedPage page) {
        records += page.page().size();
    }

    synchronized void succeeded() {
        if (failingSince != null) {
            LOG.info("{} is read again, after {} s of failed polls", account,
                    Duration.between(failingSince, clock.instant()).toSeconds());
        }
        failure = null;
        kind = null;
        failingSince = null;
        refusedSince = null;
    }

    /** Logged when it begins, when it changes, and once an hour. */
    synchronized void failed(Exception cause) {
        Instant now = clock.instant();
        failure = Causes.text(cause);
        failingSince = failingSince == null ? now : failingSince;
        boolean refused = cause instanceof PlivoAuthenticationException || cause instanceof PlivoNotFoundException;
        refusedSince = !refused ? null : refusedSince == null ? now : refusedSince;
        String newKind = Causes.kind(cause);
        if (!newKind.equals(kind) || Duration.between(loggedAt, now).compareTo(HOUR) >= 0) {
            LOG.warn("{} cannot be read since {}: {} The other accounts are read; this one is retried at each poll", account,
                    failingSince.truncatedTo(ChronoUnit.SECONDS), failure);
            loggedAt = now;
        }
        kind = newKind;
    }

    /** For how long Plivo has refused the account, {@code null} if it does not. */
    synchronized @Nullable Duration refusedFor() {
        return refusedSince == null ? null : Duration.between(refusedSince, clock.instant());
    }

    @Override
    public synchronized boolean isReading() {
        return failingSince == null;
    }

    @Override
    public synchronized @Nullable String getFailure() {
        return failure;
    }

    @Override
    public synchronized @Nullable String getFailingSince() {
        return failingSince == null ? null : failingSince.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    @Override
    public synchronized long getRecords() {
        return records;
    }

    @Override
    public long getLagSeconds() {
        FeedProgress progress = progress();
        return progress == null ? -1 : Duration.between(progress.live().cursor(), clock.instant()).toSeconds();
    }

    @Override
    public long getVersions() {
        FeedProgress progress = progress();
        return progress == null ? 0 : progress.versions();
    }

    @Override
    public int getSetAside() {
        FeedProgress progress = progress();
        return progress == null ? 0 : progress.setAside().size();
    }

    private synchronized @Nullable FeedProgress progress() {
        return feed == null ? null : feed.progress();
    }

    @Override
    public void close() {
        if (!registered) {
            return;
        }
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(name());
        } catch (JMException e) {
            LOG.debug("{} was not shown in JMX", account, e);
        }
    }
}
