package io.github.camelplivo.mdr.client;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;

import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.model.PlivoTime;
import org.jspecify.annotations.Nullable;

/**
 * The times that a list request named. How Plivo rounds when it compares and when it writes times is unknown, so whole
 * seconds count here, and up to a second outside the bounds contradicts nothing by itself. If most rows are there, they
 * may belong to the neighbouring window: the page is doubted.
 *
 * @param asked the filters, for messages
 * @param from  the first second inside, or null
 * @param to    the first second outside, or null
 * @param last  the latest requested time, in whole seconds rounded up, or null
 */
record TimeBounds(String asked, @Nullable Instant from, @Nullable Instant to, @Nullable Instant last) {

    static TimeBounds of(Map<MessageFilter, String> filters) {
        StringBuilder asked = new StringBuilder();
        Instant from = null;
        Instant to = null;
        Instant last = null;
        for (String form : new String[] { "", "__gt", "__gte", "__lt", "__lte" }) {
            String value = filters.get(MessageFilter.of("message_time" + form));
            if (value == null) {
                continue;
            }
            asked.append(asked.isEmpty() ? "" : ", ").append("message_time").append(form).append('=').append(value);
            Instant time = PlivoTime.parseFilter(value);
            Instant second = time.truncatedTo(ChronoUnit.SECONDS);
            Instant next = second.equals(time) ? second : second.plusSeconds(1);
            if (!form.startsWith("__l")) {
                from = from == null || from.isBefore(second) ? second : from;
            }
            if (!form.startsWith("__g")) {
                Instant end = form.equals("__lt") ? next : second.plusSeconds(1);
                to = to == null || to.isAfter(end) ? end : to;
                last = last == null || last.isAfter(next) ? next : last;
            }
        }
        return new TimeBounds(asked.toString(), from, to, last);
    }

    @Nullable
    Mismatch mismatch(MdrPage page) {
        int outside = 0;
        Instant example = null;
        for (MessageDetailRecord record : page) {
            OffsetDateTime time = record.getMessageTime();
            if (time == null || contains(time.toInstant())) {
                continue;
            }
            if (!isNear(time.toInstant())) {
                return Mismatch.certain(difference(1, page, time.toInstant()));
            }
            outside++;
            example = time.toInstant();
        }
        return example == null || outside * 2 <= page.size() ? null : Mismatch.doubtful(difference(outside, page, example));
    }

    private boolean contains(Instant time) {
        return (from == null || !time.isBefore(from)) && (to == null || time.isBefore(to));
    }

    private boolean isNear(Instant time) {
        return (from == null || !time.isBefore(from.minusSeconds(1))) && (last == null || !time.isAfter(last.plusSeconds(1)));
    }

    private String difference(int rows, MdrPage page, Instant time) {
        return "requested " + asked + ", but at least " + rows + " of " + page.size() + " rows "
               + (rows == 1 ? "is" : "are") + " outside, such as one of " + PlivoTime.format(time);
    }
}
