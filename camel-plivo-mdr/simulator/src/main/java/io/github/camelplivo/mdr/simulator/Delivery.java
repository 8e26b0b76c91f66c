package io.github.camelplivo.mdr.simulator;

import java.io.IOException;
import java.io.OutputStream;

/** How a body is sent, or is not. */
interface Delivery {

    /** The value of {@code Content-Length}; negative for a chunked body. */
    long length(byte[] body);

    /** @throws IOException to reset the connection */
    void write(byte[] body, OutputStream out) throws IOException;
}
