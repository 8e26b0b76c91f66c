package io.github.camelplivo.mdr;

import java.util.regex.Pattern;

/**
 * Restores the plus that Camel decodes as a blank in {@code ?fromNumber=+12025550123}: a feed with the number
 * {@code " 12025550123"} would be empty without an error.
 */
final class PlusInUri {

    private static final Pattern NUMBER = Pattern.compile("^ (?=\\d+$)");
    private static final Pattern OFFSET = Pattern.compile("(?<=\\d\\d:\\d\\d\\S{0,20}) (?=\\d\\d(:?\\d\\d)?$)");

    private PlusInUri() {
    }

    /** A phone number in E.164 format; anything else as it is. */
    static String ofNumber(String value) {
        return NUMBER.matcher(value).replaceFirst("+");
    }

    /** A time whose offset is east of UTC; anything else as it is. */
    static String ofTime(String value) {
        return OFFSET.matcher(value).replaceFirst("+");
    }
}
