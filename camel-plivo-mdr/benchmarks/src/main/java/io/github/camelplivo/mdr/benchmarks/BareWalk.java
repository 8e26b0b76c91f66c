package io.github.camelplivo.mdr.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** {@link Walk#BARE}. */
final class BareWalk {

    private static final String AUTHORIZATION = "Basic " + Base64.getEncoder()
            .encodeToString((Plivo.AUTH_ID + ":" + Plivo.AUTH_TOKEN).getBytes(StandardCharsets.UTF_8));

    private BareWalk() {
    }

    static AutoCloseable run(Reader.Task task, Consumer<String> uuids) throws Exception {
        CloseableHttpClient http = HttpClients.createDefault();
        String next = RouteWalk.first(task.plivo());
        while (next != null) {
            JsonNode page = page(http, task.plivo().url() + next);
            page.get("objects").forEach(record -> uuids.accept(record.get("message_uuid").textValue()));
            next = page.path("meta").path("next").textValue();
        }
        return http;
    }

    static JsonNode page(CloseableHttpClient http, String url) throws IOException {
        HttpGet get = new HttpGet(url);
        get.setHeader("Authorization", AUTHORIZATION);
        return http.execute(get, response -> Child.JSON.readTree(EntityUtils.toByteArray(response.getEntity())));
    }
}
