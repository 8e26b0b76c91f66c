package io.github.camelplivo.springboot.monitoring;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.springboot.FeedApplication;
import org.apache.camel.CamelContext;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The example on a port of its own, with a simulated account. */
final class RunningExample implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext application;

    private RunningExample(ConfigurableApplicationContext application) {
        this.application = application;
    }

    /** @param properties {@code name=value} */
    static RunningExample start(PlivoSimulator plivo, Path data, String... properties) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--plivo.auth-id=" + plivo.account().authId(),
                "--camel.component.plivo-mdr.auth-token=" + plivo.account().authToken(),
                "--camel.component.plivo-mdr.base-url=" + plivo.baseUrl(),
                "--camel.component.plivo-mdr.max-retries=0",
                "--camel.component.plivo-mdr.settle=1s",
                "--mdr.data=" + data,
                "--mdr.delay=1s"));
        for (String property : properties) {
            arguments.add("--" + property);
        }
        return new RunningExample(SpringApplication.run(FeedApplication.class, arguments.toArray(String[]::new)));
    }

    Scrape scrape() {
        return Scrape.of(get("/actuator/prometheus").body());
    }

    HttpResponse<String> get(String path) {
        URI uri = URI.create("http://localhost:" + application.getEnvironment().getProperty("local.server.port") + path);
        try {
            return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    CamelContext camel() {
        return application.getBean(CamelContext.class);
    }

    @Override
    public void close() {
        application.close();
    }
}
