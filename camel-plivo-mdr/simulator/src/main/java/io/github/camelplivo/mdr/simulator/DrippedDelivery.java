package io.github.camelplivo.mdr.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The whole body in fifty pieces, with short pauses between them. */
record DrippedDelivery(Duration whole) implements Delivery {

    private static final int PIECES = 50;

    @Override
    public long length(byte[] body) {
        return body.length;
    }

    @Override
    public void write(byte[] body, OutputStream out) throws IOException {
        int piece = body.length / PIECES + 1;
        for (int from = 0; from < body.length; from += piece) {
            pause();
            out.write(body, from, Math.min(piece, body.length - from));
            out.flush();
        }
    }

    private void pause() throws IOException {
        try {
            TimeUnit.NANOSECONDS.sleep(whole.toNanos() / PIECES);
        } catch (InterruptedException e) {
            // the simulator is closed
            Thread.currentThread().interrupt();
            throw new IOException("closed", e);
        }
    }
}
