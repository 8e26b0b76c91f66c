package io.github.camelplivo.mdr.monitor;

import java.util.Optional;

import javax.management.JMException;
import javax.management.ObjectName;

import io.github.camelplivo.mdr.client.Causes;
import io.github.camelplivo.mdr.log.FeedLogger;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.spi.ManagementAgent;
import org.apache.camel.spi.ManagementStrategy;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;

/** Where a running feed tells how it stands: health check, JMX, meters and, by {@link FeedRegistry}, dev console. */
public final class FeedMonitoring {

    private static final FeedLogger LOG = FeedLogger.of(FeedMonitoring.class);
    private static final String METERS = "io.micrometer.core.instrument.MeterRegistry";

    private final FeedMonitor monitor;
    private final CamelContext context;
    private @Nullable FeedHealthCheck check;
    private @Nullable ObjectName mbean;
    private @Nullable AutoCloseable meters;

    /** Begins to tell. */
    public FeedMonitoring(FeedMonitor monitor, CamelContext context, boolean withHealth) {
        this.monitor = monitor;
        this.context = context;
        FeedRegistry.of(context).add(monitor);
        if (withHealth) {
            registerCheck();
        }
        try {
            registerMBean();
            if (ObjectHelper.loadClass(METERS, FeedMonitoring.class.getClassLoader()) != null) {
                meters = FeedMeters.open(monitor, context);
            }
        } catch (Exception e) {
            // to read is more important than to tell
            LOG.warn("The feed is not shown in JMX or meters, but the feed keeps reading: {}", Causes.text(e), e);
        }
    }

    private void registerCheck() {
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry == null) {
            return;
        }
        Optional<HealthCheckRepository> consumers = registry.getRepository("consumers");
        if (consumers.isEmpty() || consumers.get().isEnabled()) {
            check = new FeedHealthCheck(monitor, registry);
            registry.register(check);
        }
    }

    private void registerMBean() throws JMException {
        ManagementStrategy management = context.getManagementStrategy();
        ManagementAgent agent = management == null ? null : management.getManagementAgent();
        if (agent != null) {
            // not Camel's name for a consumer: that changes with every start, and there is none under master:
            ObjectName own = management.getManagementObjectNameStrategy().getObjectNameForCamelContext(context);
            mbean = new ObjectName(
                    own.getDomain() + ":context=" + own.getKeyProperty("context") + ",type=plivo-mdr,name="
                                   + ObjectName.quote(monitor.name()));
            agent.register(new ManagedFeed(monitor), mbean);
        }
    }

    /** Tells no more. */
    public void close() {
        FeedRegistry.of(context).remove(monitor);
        if (check != null) {
            HealthCheckRegistry.get(context).unregister(check);
        }
        try {
            if (meters != null) {
                meters.close();
            }
            if (mbean != null) {
                context.getManagementStrategy().getManagementAgent().unregister(mbean);
            }
        } catch (Exception e) {
            LOG.debug("The feed could not be removed from JMX or meters", e);
        }
    }
}
