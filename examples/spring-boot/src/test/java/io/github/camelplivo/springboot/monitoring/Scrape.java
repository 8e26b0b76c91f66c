package io.github.camelplivo.springboot.monitoring;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The meters of the feed at one moment, as Prometheus reads them. */
record Scrape(List<Sample> samples) {

    private static final Pattern SAMPLE = Pattern.compile("^(plivo_\\w+)\\{(.*)\\} (\\S+)$", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    record Sample(String metric, Map<String, String> labels, double value) {
    }

    /** @param text the response of {@code /actuator/prometheus} */
    static Scrape of(String text) {
        return new Scrape(SAMPLE.matcher(text).results().map(Scrape::sample).toList());
    }

    private static Sample sample(MatchResult line) {
        return new Sample(line.group(1), labels(line.group(2)), Double.parseDouble(line.group(3)));
    }

    /** The pairs of {@code a="b", c="d"}. */
    private static Map<String, String> labels(String text) {
        Matcher label = LABEL.matcher(text);
        return label.results().collect(Collectors.toMap(pair -> pair.group(1), pair -> pair.group(2)));
    }

    List<Sample> of(String metric, Map<String, String> labels) {
        return samples.stream().filter(sample -> sample.metric().equals(metric) && sample.labels().equals(labels)).toList();
    }

    List<Sample> named(String metric) {
        return samples.stream().filter(sample -> sample.metric().equals(metric)).toList();
    }
}
