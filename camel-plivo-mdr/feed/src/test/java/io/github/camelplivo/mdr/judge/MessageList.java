package io.github.camelplivo.mdr.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

import io.github.camelplivo.mdr.feed.window.PageRequest;

/** All messages of an account, and those that a list contains at a certain time, in their order. */
final class MessageList {

    enum Order {
        NEWEST_FIRST,
        OLDEST_FIRST
    }

    /** No filter rounds by more than this. */
    private static final Duration ROUNDING = Duration.ofSeconds(1);

    private final List<Message> byTime = new ArrayList<>();
    private final Map<String, Message> byUuid = new HashMap<>();
    private boolean sorted = true;
    private Order order = Order.NEWEST_FIRST;
    private boolean bySortKey;
    private Random ties;
    private UnaryOperator<Instant> rounding = UnaryOperator.identity();

    Message add(Instant time) {
        Message message = new Message("m-" + byTime.size(), time);
        sorted &= byTime.isEmpty() || !byTime.get(byTime.size() - 1).time.isAfter(time);
        byTime.add(message);
        byUuid.put(message.uuid, message);
        return message;
    }

    Message message(String uuid) {
        return byUuid.get(uuid);
    }

    List<Message> all() {
        sort();
        return Collections.unmodifiableList(byTime);
    }

    void order(Order rows) {
        order = rows;
    }

    /** The sort key of a row decides its position, not its time. */
    void orderBySortKey() {
        bySortKey = true;
    }

    /** Rows of one time have another order at every request. */
    void shuffleTies(Random random) {
        ties = random;
    }

    /** How the filter sees the time of a row: exactly, or rounded. */
    void filterBy(UnaryOperator<Instant> rounded) {
        rounding = rounded;
    }

    /** The requested rows and, if there are more, the first one of the next page. */
    List<Message> rows(PageRequest request, Instant now) {
        int needed = request.offset() + request.limit() + 1;
        boolean plain = order == Order.NEWEST_FIRST && !bySortKey && ties == null;
        List<Message> rows = new ArrayList<>();
        sort();
        for (int i = firstFrom(request.window().to().plus(ROUNDING)) - 1; i >= 0; i--) {
            Message row = byTime.get(i);
            if (row.time.isBefore(request.window().from().minus(ROUNDING)) || plain && rows.size() == needed) {
                break;
            }
            if (row.isListed(now) && isAsked(row, request)) {
                rows.add(row);
            }
        }
        arrange(rows);
        int begin = Math.min(request.offset(), rows.size());
        return rows.subList(begin, Math.min(needed, rows.size()));
    }

    private boolean isAsked(Message row, PageRequest request) {
        Instant seen = rounding.apply(row.time);
        return !seen.isBefore(request.window().from()) && seen.isBefore(request.window().to());
    }

    private void arrange(List<Message> rows) {
        if (ties != null) {
            Collections.shuffle(rows, ties);
        }
        if (ties != null || bySortKey) {
            rows.sort(Comparator.comparing(Message::sortKey).reversed());
        }
        if (order == Order.OLDEST_FIRST) {
            Collections.reverse(rows);
        }
    }

    private int firstFrom(Instant time) {
        int low = 0;
        int high = byTime.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (byTime.get(middle).time.isBefore(time)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void sort() {
        if (!sorted) {
            byTime.sort(Comparator.comparing(m -> m.time));
            sorted = true;
        }
    }
}
