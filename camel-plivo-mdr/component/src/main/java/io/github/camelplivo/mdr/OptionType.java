package io.github.camelplivo.mdr;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

import io.github.camelplivo.mdr.model.OneLine;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.TypeConversionException;

/** Names the allowed values of a URI option, where Camel only reports that it cannot convert the value. */
final class OptionType {

    private static final int SHOWN = 80;

    private OptionType() {
    }

    /** An exception that names the option, its value and the allowed values; Camel's own if that is not known. */
    static RuntimeException explain(PropertyBindingException e) {
        String allowed = e.getCause() instanceof TypeConversionException conversion ? allowed(conversion.getToType()) : null;
        // without a cause: readers look at the last message of a stack trace
        return allowed == null
                ? e
                : new IllegalArgumentException(
                        e.getPropertyName() + " is " + OneLine.quoted(String.valueOf(e.getValue()), SHOWN) + ", allowed is "
                                               + allowed);
    }

    private static String allowed(Class<?> type) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants()).map(Object::toString).collect(Collectors.joining(", "));
        }
        if (type == Duration.class) {
            return "a duration such as 30s or 5m";
        }
        return Number.class.isAssignableFrom(type) || type.isPrimitive() && type != boolean.class ? "a whole number" : null;
    }
}
