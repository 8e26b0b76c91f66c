package io.github.camelplivo.mdr.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelplivo.mdr.simulator.ReceivedRequest.Kind;

/**
 * Plivo's regular responses to requests for messages.
 *
 * <p>
 * Undocumented cases follow the strict reading: 400 for a {@code limit} outside 1 to 20 and for times in another
 * format, 401 for another account's id in the path, 404 for a path without its last slash.
 */
final class MessageApi {

    static final String TOO_MANY_REQUESTS = "too many requests";

    private static final Pattern RESOURCE = Pattern.compile("/v1/Account/([^/]+)/Message(?:/([^/]+))?(/?)");

    private final SimulatedAccount account;
    private final Quirks quirks;
    private final ApiIds apiIds;
    private final boolean shuffleTies;
    private final Random shuffles;
    private final Random links;
    private final Duration longestRange;
    private final BooleanSupplier requests;
    private final BooleanSupplier listRequests;

    MessageApi(SimulatedAccount account, Quirks quirks, ApiIds apiIds, boolean shuffleTies, long seed, Duration longestRange,
               BooleanSupplier requests, BooleanSupplier listRequests) {
        this.account = account;
        this.quirks = quirks;
        this.apiIds = apiIds;
        this.shuffleTies = shuffleTies;
        this.shuffles = new Random(seed);
        this.links = new Random(seed);
        this.longestRange = longestRange;
        this.requests = requests;
        this.listRequests = listRequests;
    }

    static Kind kind(String method, String path) {
        Matcher resource = RESOURCE.matcher(path);
        if (!"GET".equals(method) || !resource.matches() || resource.group(3).isEmpty()) {
            return Kind.OTHER;
        }
        return resource.group(2) == null ? Kind.LIST : Kind.GET;
    }

    /** The same text for wrong and for missing credentials. */
    static Response unauthorized() {
        return Response.of(401, Response.TEXT, "Could not verify your access level for that URL.")
                .header("WWW-Authenticate", "Basic realm=\"Login Required\"");
    }

    static Response asyncSpawned(String apiId) {
        return Response.json(
                200, JsonNodeFactory.instance.objectNode().put("message", "async api spawned").put("api_id", apiId));
    }

    Response respond(ReceivedRequest request) {
        Matcher resource = RESOURCE.matcher(request.path());
        if (!resource.matches()) {
            return error(404, "not found");
        }
        if (resource.group(3).isEmpty()) {
            return quirks.has(Quirk.REDIRECTS_MISSING_SLASH) ? redirect(request) : error(404, "not found");
        }
        SimulatedAccount reader = reader(request, resource.group(1));
        if (reader == null) {
            return unauthorized();
        }
        if (request.kind() == Kind.OTHER) {
            return error(405, "method not allowed");
        }
        // a list request counts against both limits
        if (!requests.getAsBoolean() || request.kind() == Kind.LIST && !listRequests.getAsBoolean()) {
            return error(429, TOO_MANY_REQUESTS);
        }
        if (request.query().containsKey("callback_url")) {
            // on any request: "API overview"
            return asyncSpawned(apiIds.next());
        }
        return request.kind() == Kind.LIST ? list(request, reader) : get(resource.group(2), reader);
    }

    private Response list(ReceivedRequest request, SimulatedAccount reader) {
        ListQuery query;
        try {
            query = ListQuery.read(request.query(), quirks, request.instant());
            query.requireRange(longestRange, request.instant());
            if (quirks.has(Quirk.REFUSES_OLD_STARTS)) {
                query.requireStart(request.instant().minus(MessageStore.RETENTION));
            }
        } catch (IllegalArgumentException e) {
            return error(400, e.getMessage());
        }
        MessageStore.Slice slice = account.store().slice(
                quirks.seenFrom(query.from()), quirks.seenFrom(query.to()), reader.visible().and(query.filter()),
                query.offset(), query.limit(), quirks.order(shuffleTies, shuffles), quirks.has(Quirk.TOTAL_COUNT));
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        page.put(quirks.has(Quirk.UPPERCASE_API_ID) ? "Api_id" : "api_id", apiIds.next());
        page.set("meta", new PageMeta(request, query, quirks, links).of(slice));
        ArrayNode objects = page.putArray("objects");
        ZoneId zone = account.store().zone();
        slice.rows().forEach(row -> objects.add(quirks.record(row.write(zone))));
        return Response.json(200, page);
    }

    private Response get(String uuid, SimulatedAccount reader) {
        return account.store().find(uuid).filter(reader.visible())
                .map(row -> {
                    ObjectNode flat = JsonNodeFactory.instance.objectNode().put("api_id", apiIds.next());
                    flat.setAll(quirks.record(row.write(account.store().zone())));
                    return Response.json(200, flat);
                })
                .orElseGet(() -> error(404, "not found"));
    }

    /**
     * The account of the credentials, if the path names it. It is not known whether Plivo lets a parent account use the
     * path of a subaccount.
     */
    private SimulatedAccount reader(ReceivedRequest request, String pathId) {
        String header = request.headers().getOrDefault("Authorization", "");
        if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return null;
        }
        try {
            String pair = new String(Base64.getDecoder().decode(header.substring(6).trim()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon > 0 && pair.substring(0, colon).equals(pathId)
                    ? account.signIn(pathId, pair.substring(colon + 1))
                    : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Response redirect(ReceivedRequest request) {
        return Response.of(308, Response.HTML, "<title>Redirecting...</title>")
                .header("Location", "http://" + request.headers().get("Host") + request.path() + "/" + PageMeta.query(request));
    }

    private Response error(int status, String error) {
        return Response.error(status, apiIds.next(), error);
    }
}
