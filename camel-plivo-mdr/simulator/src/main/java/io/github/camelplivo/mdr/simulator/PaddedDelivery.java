package io.github.camelplivo.mdr.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * The start of a body and then blanks, which JSON parsers accept, up to a length that may exceed any memory.
 */
record PaddedDelivery(long bytes) implements Delivery {

    @Override
    public long length(byte[] body) {
        return bytes;
    }

    @Override
    public void write(byte[] body, OutputStream out) throws IOException {
        byte[] blanks = new byte[8192];
        Arrays.fill(blanks, (byte) ' ');
        long left = bytes - Math.min(bytes, body.length);
        out.write(body, 0, (int) Math.min(bytes, body.length));
        while (left > 0) {
            int next = (int) Math.min(left, blanks.length);
            out.write(blanks, 0, next);
            left -= next;
        }
    }
}
