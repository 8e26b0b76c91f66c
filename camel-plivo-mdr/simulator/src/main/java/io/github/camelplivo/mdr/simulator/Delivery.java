package io.github.camelplivo.mdr.simulator;

import java.io.IOException;
import java.io.OutputStream;

/** How a body goes out, or does not. */
interface Delivery {

    /** What {@code Content-Length} promises; negative for a chunked body. */
    long length(byte[] body);

    /** @throws IOException to reset the connection */
    void write(byte[] body, OutputStream out) throws IOException;
}
