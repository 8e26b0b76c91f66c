package io.github.camelplivo.mdr.support;

import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;

/** The process of the memory test: a route that keeps nothing and reports at the end what it received. */
public final class CountingRoute {

    /** Samples the heap after this many records. */
    private static final int A_LOOK = 10_000;

    private final RecordSum sum = new RecordSum();
    private long nextLook = A_LOOK;
    private long liveBytes;

    private CountingRoute() {
    }

    /**
     * Prints the sum of the records, and the highest memory use of all samples.
     *
     * @param arguments the URI to read from
     */
    public static void main(String[] arguments) throws Exception {
        CountingRoute route = new CountingRoute();
        ChildRoute.run(arguments[0], exchange -> route.count(exchange.getMessage().getBody(MdrPage.class)));
        System.out.println(route.sum);
        System.out.println(route.liveBytes);
    }

    private void count(MdrPage page) {
        for (MessageDetailRecord record : page) {
            sum.add(record.getMessageUuid());
        }
        if (sum.count() >= nextLook) {
            nextLook += A_LOOK;
            System.gc();
            Runtime heap = Runtime.getRuntime();
            liveBytes = Math.max(liveBytes, heap.totalMemory() - heap.freeMemory());
        }
    }
}
