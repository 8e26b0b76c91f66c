package io.github.camelplivo.mdr.model;

import java.util.Arrays;

/** The fields of a JSON object in an order that depends on their names only. */
final class FieldOrder {

    private static final int USUAL_COUNT = 64;

    private final JsonFields fields;
    private long[] keys = new long[USUAL_COUNT];
    private int[] order = new int[USUAL_COUNT];
    private int count;
    private boolean distinct;

    FieldOrder(JsonFields fields) {
        this.fields = fields;
    }

    /** The number of the field at a place. */
    int field(int place) {
        return order[place];
    }

    /**
     * Sorts the fields, which must be those of the object after the one that was sorted before.
     *
     * @return whether no two have the same name; otherwise the order is not defined
     */
    boolean sort() {
        if (!fields.hasSameNames()) {
            start();
            distinct = true;
            // a Shell sort, which is an insertion sort for as few fields as usual
            int gap = 1;
            while (gap < count / USUAL_COUNT) {
                gap = 3 * gap + 1;
            }
            for (; gap > 0; gap /= 3) {
                sort(gap);
            }
        }
        return distinct;
    }

    /** Starts with the order of the previous object, which often has a few fields more or fewer. */
    private void start() {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (order[i] < fields.count()) {
                order[kept++] = order[i];
            }
        }
        count = fields.count();
        if (order.length < count) {
            order = Arrays.copyOf(order, 2 * count);
            keys = new long[2 * count];
        }
        while (kept < count) {
            order[kept] = kept++;
        }
        for (int i = 0; i < count; i++) {
            keys[i] = fields.key(i);
        }
    }

    private void sort(int gap) {
        for (int i = gap; i < count; i++) {
            int field = order[i];
            int at = i;
            while (at >= gap && isAfter(order[at - gap], field)) {
                order[at] = order[at - gap];
                at -= gap;
            }
            order[at] = field;
        }
    }

    private boolean isAfter(int one, int other) {
        if (keys[one] != keys[other]) {
            return keys[one] > keys[other];
        }
        int difference = fields.compareNames(one, other);
        distinct &= difference != 0;
        return difference > 0;
    }
}
