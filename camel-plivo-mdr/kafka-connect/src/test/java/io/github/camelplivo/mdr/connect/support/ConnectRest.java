package io.github.camelplivo.mdr.connect.support;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The REST interface of a group of workers: that of the first one that answers. A worker that starts answers 404 with
 * HTML or 500, and one in a rebalance 409: such a request is sent again.
 */
public final class ConnectRest {

    private static final Duration AN_ANSWER = Duration.ofSeconds(5);
    private static final Duration A_REBALANCE = Duration.ofSeconds(90);

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(AN_ANSWER).build();
    private final List<URI> workers;

    public ConnectRest(List<ConnectWorker> workers) {
        this.workers = workers.stream().map(ConnectWorker::url).toList();
    }

    /** The state of a task. */
    public record TaskState(int id, String state, String worker, String trace) {
    }

    /** Creates the connector or changes its settings. */
    public void put(String connector, Map<String, String> config) {
        request("PUT", connector + "/config", json.valueToTree(config));
    }

    public JsonNode status(String connector) {
        return request("GET", connector + "/status", null);
    }

    public JsonNode tasks(String connector) {
        return request("GET", connector + "/tasks", null);
    }

    /** Returns when the connector is STOPPED and has no tasks, as its offsets require it before a change. */
    public void stop(String connector) {
        request("PUT", connector + "/stop", null);
        await(connector + " stopped").atMost(A_REBALANCE).until(() -> {
            JsonNode status = status(connector);
            return "STOPPED".equals(status.at("/connector/state").asText()) && status.path("tasks").isEmpty();
        });
    }

    public void resume(String connector) {
        request("PUT", connector + "/resume", null);
    }

    /** {@code {"offsets": [{"partition": {...}, "offset": {...}}]}} */
    public JsonNode offsets(String connector) {
        return request("GET", connector + "/offsets", null);
    }

    /** Sets these offsets, in the form of {@link #offsets}; the connector must be stopped. */
    public void patchOffsets(String connector, JsonNode offsets) {
        request("PATCH", connector + "/offsets", offsets);
    }

    /** Restarts the connector and its tasks, as far as they have failed. */
    public void restartFailed(String connector) {
        request("POST", connector + "/restart?includeTasks=true&onlyFailed=true", null);
    }

    /** Restarts the connector and all its tasks. */
    public void restart(String connector) {
        request("POST", connector + "/restart?includeTasks=true", null);
    }

    public List<TaskState> taskStates(String connector) {
        return taskStates(status(connector));
    }

    /** The tasks that have failed, as far as a worker answers now. */
    public List<TaskState> failed(String connector) throws InterruptedException {
        try {
            return taskStates(attempt("GET", connector + "/status", null)).stream()
                    .filter(task -> task.state.equals("FAILED")).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static List<TaskState> taskStates(JsonNode status) {
        List<TaskState> states = new ArrayList<>();
        status.path("tasks").forEach(task -> states.add(new TaskState(
                task.path("id").asInt(), task.path("state").asText(), task.path("worker_id").asText(),
                task.path("trace").asText(""))));
        return states;
    }

    /** Returns when the connector has that many tasks and all of them run. */
    public void awaitRunning(String connector, int tasks) {
        await(connector + " with " + tasks + " running tasks").atMost(A_REBALANCE).untilAsserted(
                () -> assertThat(taskStates(connector)).hasSize(tasks).extracting(TaskState::state).containsOnly("RUNNING"));
    }

    /** @return the body, or a missing node if it is empty */
    private JsonNode request(String method, String path, JsonNode body) {
        return await(method + " " + path).atMost(A_REBALANCE).ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> attempt(method, path, body), answer -> answer != null);
    }

    private JsonNode attempt(String method, String path, JsonNode body) throws IOException, InterruptedException {
        IOException failure = null;
        for (URI worker : workers) {
            try {
                return send(worker, method, path, body);
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure;
    }

    /** @throws IOException if it is worth another attempt */
    private JsonNode send(URI worker, String method, String path, JsonNode body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(worker.resolve("/connectors/" + path)).timeout(AN_ANSWER)
                .header("Content-Type", "application/json")
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString())).build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        String text = method + " " + path + ": " + response.statusCode() + " " + response.body();
        switch (response.statusCode()) {
            case 200, 201, 202, 204 -> {
                return response.body().isEmpty() ? MissingNode.getInstance() : json.readTree(response.body());
            }
            case 404, 409, 500, 503 -> throw new IOException(text);
            default -> throw new AssertionError(text);
        }
    }
}
