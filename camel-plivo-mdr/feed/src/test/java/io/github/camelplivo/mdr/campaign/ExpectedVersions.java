package io.github.camelplivo.mdr.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.github.camelplivo.mdr.feed.window.PageSource;

/** The version of each record that the feed must deliver in every case. */
final class ExpectedVersions {

    /** None at all. */
    static final int NOTHING = -1;
    /** A record that is so close to the 90-day limit may be removed before it is read. */
    private static final Duration READING = Duration.ofHours(6);

    private record Reread(Instant from, Instant to, Instant at) {
    }

    private final Plan plan;
    private final AccountTimeline life;
    private final Instant oldest;
    private final List<Reread> rereads = new ArrayList<>();
    private Instant from = Instant.MIN;
    private List<Duration> ages;
    /** Records that had reached a new age by then need not be read at it. */
    private Instant agesSince = Instant.MIN;

    ExpectedVersions(Plan plan, AccountTimeline life, Instant start) {
        this.plan = plan;
        this.life = life;
        this.ages = plan.ages();
        this.oldest = start.minus(PageSource.RETENTION).plus(READING);
    }

    /** Earlier records are not requested. */
    void startAt(Instant first) {
        from = first;
    }

    /** The current versions of all listed records of that time must be delivered. */
    void reread(Instant begin, Instant end, Instant now) {
        rereads.add(new Reread(begin, end, now));
    }

    /** @param stopped the last time at which the process with the previous ages ran */
    void ages(List<Duration> now, Instant stopped) {
        if (!now.equals(ages)) {
            ages = now;
            agesSince = stopped;
        }
    }

    List<Duration> ages() {
        return ages;
    }

    /** The oldest version that must have been delivered in the end, or {@link #NOTHING}. */
    int version(AccountTimeline.Message message) {
        if (life.isUnreadable(message.uuid()) || message.time().isBefore(oldest) || message.time().isBefore(from)) {
            return NOTHING;
        }
        int version = message.listed().isAfter(message.time().plus(plan.settle())) ? NOTHING : 0;
        for (Duration age : ages) {
            version = Math.max(version, version(message, age));
        }
        for (Reread reread : rereads) {
            boolean read = !message.time().isBefore(reread.from) && message.time().isBefore(reread.to)
                    && !message.listed().isAfter(reread.at);
            version = Math.max(version, read ? message.versionAt(reread.at) : NOTHING);
        }
        return version;
    }

    /** The version that the recheck of an age must deliver. */
    int version(AccountTimeline.Message message, Duration age) {
        Instant due = message.time().plus(age);
        if (life.isUnreadable(message.uuid())) {
            return NOTHING;
        }
        return message.listed().isAfter(due) || !due.isAfter(agesSince) ? NOTHING : message.versionAt(due);
    }
}
