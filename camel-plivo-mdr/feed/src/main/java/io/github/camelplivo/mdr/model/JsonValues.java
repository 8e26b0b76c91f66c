package io.github.camelplivo.mdr.model;

import java.math.BigDecimal;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON value by its meaning, whether Plivo wrote it as a string, a number or a boolean; null for a value of
 * another kind.
 */
final class JsonValues {

    /**
     * More digits, before or after the point, than any amount has; prevents a hostile number from using seconds or
     * memory.
     */
    private static final int MAX_DIGITS = 64;

    private JsonValues() {
    }

    static @Nullable String text(@Nullable JsonNode value) {
        if (value == null || value.isNull() || value.isMissingNode()) {
            return null;
        }
        return value.isContainerNode() ? value.toString() : value.asText();
    }

    static @Nullable BigDecimal decimal(@Nullable JsonNode value) {
        return value == null || !value.isNumber() && !value.isTextual() ? null : decimal(value.asText());
    }

    static @Nullable BigDecimal decimal(String number) {
        String text = number.trim();
        if (text.length() > MAX_DIGITS) {
            return null;
        }
        try {
            BigDecimal decimal = new BigDecimal(text);
            return Math.abs((long) decimal.scale()) > MAX_DIGITS ? null : decimal;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    static @Nullable Integer integer(@Nullable JsonNode value) {
        BigDecimal decimal = decimal(value);
        try {
            return decimal == null ? null : decimal.intValueExact();
        } catch (ArithmeticException e) {
            return null;
        }
    }

    static @Nullable Boolean flag(@Nullable JsonNode value) {
        String text = text(value);
        if ("true".equalsIgnoreCase(text)) {
            return Boolean.TRUE;
        }
        return "false".equalsIgnoreCase(text) ? Boolean.FALSE : null;
    }

    /**
     * The field in any case of its name: Plivo's list page prints {@code Api_id}, all bodies seen have {@code api_id}.
     */
    static @Nullable JsonNode getIgnoringCase(JsonNode object, String field) {
        if (object.has(field)) {
            return object.get(field);
        }
        for (var property : object.properties()) {
            if (property.getKey().equalsIgnoreCase(field)) {
                return property.getValue();
            }
        }
        return null;
    }
}
