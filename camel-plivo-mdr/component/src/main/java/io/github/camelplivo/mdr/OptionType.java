package io.github.camelplivo.mdr;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.camelplivo.mdr.model.OneLine;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.TypeConversionException;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.jspecify.annotations.Nullable;

/** Names the allowed values of a URI option, where Camel only reports that it cannot convert the value. */
final class OptionType {

    private static final int SHOWN = 80;
    private static final String A_WHOLE_NUMBER = "a whole number";
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?\\d+");

    private OptionType() {
    }

    /** An exception that names the option, its value and the allowed values; Camel's own if that is not known. */
    static RuntimeException explain(PropertyBindingException e) {
        String allowed = e.getCause() instanceof TypeConversionException conversion ? allowed(conversion.getToType()) : null;
        // without a cause: readers look at the last message of a stack trace
        return allowed == null ? e : wrong(e.getPropertyName(), e.getValue(), allowed);
    }

    /**
     * Camel converts some words, such as {@code ten}, to the number 0.
     *
     * @param  types                    knows the types of the options by their names
     * @throws IllegalArgumentException names the option, its value and what is allowed
     */
    static void requireWholeNumbers(Map<String, Object> parameters, PropertyConfigurerGetter types) {
        parameters.forEach((option, value) -> {
            boolean isText = value instanceof String text && !text.startsWith("#");
            if (isText && types.getOptionType(option, true) == int.class && !WHOLE_NUMBER.matcher((String) value).matches()) {
                throw wrong(option, value, A_WHOLE_NUMBER);
            }
        });
    }

    private static IllegalArgumentException wrong(String option, Object value, String allowed) {
        return new IllegalArgumentException(
                option + " is " + OneLine.quoted(String.valueOf(value), SHOWN) + ", allowed is " + allowed);
    }

    private static @Nullable String allowed(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants()).map(Object::toString).collect(Collectors.joining(", "));
        }
        if (type == Duration.class) {
            return "a duration such as 30s or 5m";
        }
        return Number.class.isAssignableFrom(type) || type.isPrimitive() && type != boolean.class ? A_WHOLE_NUMBER : null;
    }
}
