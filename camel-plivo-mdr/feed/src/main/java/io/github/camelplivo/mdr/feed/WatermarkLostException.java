package io.github.camelplivo.mdr.feed;

import java.io.IOException;

/** Another feed owns the watermark now. This feed delivers nothing more until it is opened again. */
public final class WatermarkLostException extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param message names the watermark and its owner, and says what to do */
    public WatermarkLostException(String message) {
        super(message);
    }
}
