package io.github.camelplivo.springboot.monitoring;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An alert of alerts.yml. Its expression is one of three forms of PromQL, for which two scrapes are enough:
 * {@code metric > number}, {@code increase(metric[1h]) > number} and {@code absent(metric)}.
 *
 * @param name       as in the file
 * @param metric     the only metric of the expression
 * @param form       which of the forms
 * @param comparison {@code >}, {@code <} or {@code ==}; null for {@code absent}
 * @param limit      the number
 * @param runbook    the address of the section about the alert
 */
record Alert(String name, String metric, Form form, String comparison, double limit, String runbook) {

    enum Form {
        VALUE,
        INCREASE,
        ABSENT
    }

    private static final Pattern COMPARISON = Pattern
            .compile("(?:(\\w+)|increase\\((\\w+)\\[\\d+[smhd]\\]\\)) (>|<|==) (-?\\d+(?:\\.\\d+)?)");
    private static final Pattern ABSENT = Pattern.compile("absent\\((\\w+)\\)");

    /** @throws IllegalArgumentException if the expression has none of the forms */
    static Alert of(String name, String expression, String runbook) {
        Matcher absent = ABSENT.matcher(expression);
        if (absent.matches()) {
            return new Alert(name, absent.group(1), Form.ABSENT, null, 0, runbook);
        }
        Matcher comparison = COMPARISON.matcher(expression);
        if (!comparison.matches()) {
            throw new IllegalArgumentException(
                    name + ": '" + expression + "' cannot be evaluated here; allowed are 'metric > number' (also < and ==),"
                                               + " 'increase(metric[1h]) > number' and 'absent(metric)'");
        }
        boolean value = comparison.group(1) != null;
        return new Alert(
                name, comparison.group(value ? 1 : 2), value ? Form.VALUE : Form.INCREASE, comparison.group(3),
                Double.parseDouble(comparison.group(4)), runbook);
    }

    /** The same alert for another {@code delay}, latency or account. */
    Alert above(double otherLimit) {
        return new Alert(name, metric, form, comparison, otherLimit, runbook);
    }

    /** Whether the expression has a result at the second scrape. */
    boolean fires(Scrape before, Scrape now) {
        List<Scrape.Sample> samples = now.named(metric);
        return switch (form) {
            case ABSENT -> samples.isEmpty();
            case VALUE -> samples.stream().anyMatch(sample -> holds(sample.value()));
            case INCREASE -> samples.stream().anyMatch(sample -> before.of(metric, sample.labels()).stream()
                    .anyMatch(earlier -> holds(sample.value() - earlier.value())));
        };
    }

    /** As in PromQL, no comparison holds for a value that is not a number. */
    private boolean holds(double value) {
        return switch (comparison) {
            case ">" -> value > limit;
            case "<" -> value < limit;
            default -> value == limit;
        };
    }
}
