package io.github.camelplivo.mdr.monitor;

import java.util.Map;

import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * DOWN when a feed makes no progress, and why. Camel's own check of a consumer sees the outcome of the last poll only:
 * no poll that hangs or never comes, and nothing under {@code master:}. About readiness, not liveness: a restart does
 * not help.
 */
public final class FeedHealthCheck implements HealthCheck {

    private final FeedMonitor monitor;
    private final HealthCheckRegistry registry;
    private boolean enabled = true;

    public FeedHealthCheck(FeedMonitor monitor, HealthCheckRegistry registry) {
        this.monitor = monitor;
        this.registry = registry;
    }

    @Override
    public String getGroup() {
        return "camel";
    }

    @Override
    public String getId() {
        return "plivo-mdr:" + monitor.name();
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    @Override
    public Result call(Map<String, Object> options) {
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this).detail(CHECK_KIND, Kind.READINESS);
        if (!enabled) {
            return result.detail(CHECK_ENABLED, false).message("Disabled").unknown().build();
        }
        monitor.values().forEach((name, value) -> {
            if (value != null) {
                result.detail(name, value);
            }
        });
        FeedHealth health = monitor.health();
        return result.state(health.state() == null ? registry.getInitialState() : health.state()).message(health.message())
                .build();
    }
}
