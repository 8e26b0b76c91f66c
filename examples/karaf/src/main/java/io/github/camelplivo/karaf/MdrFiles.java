package io.github.camelplivo.karaf;

import java.util.Dictionary;
import java.util.Map;
import java.util.Properties;

import io.github.camelplivo.mdr.PlivoMdrComponent;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.karaf.core.OsgiDefaultCamelContext;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.ManagedService;

/**
 * Runs the route while the bundle is active and has a configuration. Karaf passes {@code
 * etc/io.github.camelplivo.karaf.cfg} at the start and after each change of that file.
 */
public final class MdrFiles implements BundleActivator, ManagedService {

    private static final String CONFIGURATION = "io.github.camelplivo.karaf";

    private BundleContext bundle;
    private ServiceRegistration<ManagedService> registration;
    private CamelContext camel;

    @Override
    public void start(BundleContext context) {
        bundle = context;
        registration = context.registerService(ManagedService.class, this,
                FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_PID, CONFIGURATION)));
    }

    @Override
    public void stop(BundleContext context) {
        registration.unregister();
        stopCamel();
    }

    @Override
    public synchronized void updated(Dictionary<String, ?> configuration) {
        stopCamel();
        if (configuration != null) {
            Properties properties = new Properties();
            properties.putAll(FrameworkUtil.asMap(configuration));
            startCamel(properties);
        }
    }

    private void startCamel(Properties properties) {
        try {
            // finds components in bundles, and lets this bundle load their classes
            camel = new OsgiDefaultCamelContext(bundle);
            camel.getPropertiesComponent().setInitialProperties(properties);
            // not by PropertyBindingSupport, whose errors show the value
            camel.getComponent("plivo-mdr", PlivoMdrComponent.class).getConfiguration()
                    .setAuthToken(properties.getProperty("plivo.auth-token"));
            camel.addRoutes(new MdrRoute());
            camel.start();
        } catch (Exception e) {
            stopCamel();
            // Karaf logs the error; the next change of the file starts the route again
            throw RuntimeCamelException.wrapRuntimeException(e);
        }
    }

    private synchronized void stopCamel() {
        if (camel != null) {
            camel.stop();
            camel = null;
        }
    }
}
