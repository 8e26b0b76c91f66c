package io.github.camelplivo.mdr.simulator;

import java.io.IOException;
import java.io.OutputStream;

/** The deliveries that are possible for any body. */
enum BodyDelivery implements Delivery {

    WHOLE {
        @Override
        public void write(byte[] body, OutputStream out) throws IOException {
            out.write(body);
        }
    },
    CHUNKED {
        @Override
        public long length(byte[] body) {
            return -1;
        }

        @Override
        public void write(byte[] body, OutputStream out) throws IOException {
            out.write(body);
        }
    },
    /** Half of the body, then an orderly close of the connection. */
    CUT {
        @Override
        public void write(byte[] body, OutputStream out) throws IOException {
            out.write(body, 0, body.length / 2);
        }
    },
    /** Half of the body, then a reset. */
    BROKEN {
        @Override
        public void write(byte[] body, OutputStream out) throws IOException {
            out.write(body, 0, body.length / 2);
            out.flush();
            throw new IOException("the connection is reset inside the body");
        }
    },
    /** A reset instead of the whole response. */
    NONE {
        @Override
        public void write(byte[] body, OutputStream out) throws IOException {
            throw new IOException("the connection is reset before the response");
        }
    };

    @Override
    public long length(byte[] body) {
        return body.length;
    }
}
