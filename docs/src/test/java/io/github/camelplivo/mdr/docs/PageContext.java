package io.github.camelplivo.mdr.docs;

import java.io.Closeable;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

import jakarta.jms.ConnectionFactory;

import javax.sql.DataSource;

import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.impl.cluster.ClusteredRoutePolicy;
import org.apache.camel.main.Main;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jms.connection.JmsTransactionManager;

/**
 * A context that takes the routes of a page. A class loader that has only the page's dependencies loads this class.
 */
public abstract class PageContext implements Closeable {

    private CamelContext context;

    @Override
    public abstract void close();

    /** @param folder the folder for a lock */
    void take(CamelContext context, Path folder, Set<String> artifacts) throws Exception {
        this.context = context;
        if (context.getRegistry().lookupByName("versions") == null) {
            context.getRegistry().bind("versions", MemoryIdempotentRepository.memoryIdempotentRepository());
        }
        // no route starts, so none connects
        context.getRegistry().bind("positions", Proxy.newProxyInstance(DataSource.class.getClassLoader(),
                new Class<?>[] { DataSource.class }, (proxy, method, arguments) -> method.invoke(this, arguments)));
        FileLockClusterService cluster = new FileLockClusterService();
        cluster.setRoot(folder.toString());
        context.addService(cluster);
        context.getRegistry().bind("leader", ClusteredRoutePolicy.forNamespace("mdr"));
        if (artifacts.contains("camel-jms")) {
            Jms.bind(context);
        }
        if (artifacts.contains("camel-kafka")) {
            Kafka.bind(context);
        }
    }

    /** @param routes a RoutesBuilder, or text in the language */
    public void load(String language, Object routes) throws Exception {
        if (routes instanceof RoutesBuilder builder) {
            context.addRoutes(builder);
        } else {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.fromString("snippet." + language, routes.toString()));
        }
        if (context.getEndpoints().stream().noneMatch(
                endpoint -> endpoint.getEndpointUri().matches("(plivo-mdr:|kamelet://plivo-mdr-).*"))) {
            throw new IllegalStateException("No endpoint reads from Plivo");
        }
        for (Route route : context.getRoutes().toArray(Route[]::new)) {
            context.getRouteController().stopRoute(route.getRouteId());
            context.removeRoute(route.getRouteId());
        }
    }

    /** In Camel Main. */
    public static final class InMain extends PageContext {

        private final Main main = new Main();

        public InMain(Map<String, Object> properties, Path folder, Set<String> artifacts) throws Exception {
            properties.forEach((name, value) -> main.addInitialProperty(name, value.toString()));
            main.configure().withAutoStartup(false);
            main.start();
            take(main.getCamelContext(), folder, artifacts);
        }

        @Override
        public void close() {
            main.stop();
        }
    }

    /** In Spring Boot. */
    public static final class InSpringBoot extends PageContext {

        private final ConfigurableApplicationContext application;

        public InSpringBoot(Map<String, Object> properties, Path folder, Set<String> artifacts) throws Exception {
            application = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
                    .properties(properties).properties("camel.main.auto-startup=false", "spring.main.banner-mode=off").run();
            take(application.getBean(CamelContext.class), folder, artifacts);
        }

        @Override
        public void close() {
            application.close();
        }

        @Configuration
        @EnableAutoConfiguration
        static class Application {
        }
    }

    /** The beans of jms.md, without a broker. */
    private static final class Jms {

        static void bind(CamelContext context) {
            ConnectionFactory nowhere = (ConnectionFactory) Proxy.newProxyInstance(Jms.class.getClassLoader(),
                    new Class<?>[] { ConnectionFactory.class }, (proxy, method, arguments) -> switch (method.getName()) {
                        case "hashCode" -> System.identityHashCode(proxy);
                        case "equals" -> proxy == arguments[0];
                        case "toString" -> "nowhere";
                        default -> throw new UnsupportedOperationException(method.getName());
                    });
            context.getRegistry().bind("connectionFactory", nowhere);
            context.getRegistry().bind("transaction", new SpringTransactionPolicy(new JmsTransactionManager(nowhere)));
        }
    }

    /** In Spring Boot, camel-kafka-starter would read this property. */
    private static final class Kafka {

        static void bind(CamelContext context) {
            context.getComponent("kafka", KafkaComponent.class).getConfiguration().setBrokers("127.0.0.1:1");
        }
    }
}
