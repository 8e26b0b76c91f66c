package io.github.camelplivo.kafkafleet;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.PropertyInject;
import org.apache.camel.util.TimeUtils;

/** The beans of the routes. */
public final class FleetBeans implements CamelConfiguration {

    @BindToRegistry
    public Accounts accounts(@PropertyInject("fleet.accounts") String file) throws IOException {
        return new Accounts(Path.of(file));
    }

    @BindToRegistry
    public KafkaPositions positions(
            CamelContext context, @PropertyInject("camel.component.kafka.brokers") String brokers,
            @PropertyInject("fleet.positions") String topic)
            throws Exception {
        KafkaPositions positions = new KafkaPositions(brokers, topic);
        // the context starts and stops it
        context.addService(positions);
        return positions;
    }

    @BindToRegistry
    public Planner planner(CamelContext context, Accounts accounts, KafkaPositions positions) {
        return new Planner(
                accounts.ids(), new Planner.Settings(
                        sweeps(context), time(context, "fleet.start-time"), time(context, "fleet.shortest-window"),
                        time(context, "fleet.longest-window"), time(context, "fleet.patience")),
                positions, Clock.systemUTC());
    }

    private static Map<String, Duration> sweeps(CamelContext context) {
        Map<String, Duration> sweeps = new LinkedHashMap<>();
        sweeps.put("live", time(context, "fleet.settle"));
        for (String age : context.resolvePropertyPlaceholders("{{fleet.recheck-after}}").split(",")) {
            sweeps.put(age, time("fleet.recheck-after", age));
        }
        return sweeps;
    }

    private static Duration time(CamelContext context, String property) {
        return time(property, context.resolvePropertyPlaceholders("{{" + property + "}}"));
    }

    /** Camel converts an invalid time to 0, and records would be read before Plivo lists all of them. */
    private static Duration time(String property, String value) {
        Duration time = TimeUtils.toDuration(value);
        if (time.toSeconds() < 1) {
            throw new IllegalArgumentException(property + " has '" + value + "', allowed is 1s or more, such as 15s or 10m");
        }
        return time;
    }
}
