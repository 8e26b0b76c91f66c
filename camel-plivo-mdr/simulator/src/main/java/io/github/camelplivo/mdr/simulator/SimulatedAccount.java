package io.github.camelplivo.mdr.simulator;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An account, its records, and the truth about them: what a reader of {@link PlivoSimulator}'s list must have seen.
 * Thread-safe; records can be added, changed and removed while the list is read.
 *
 * <p>
 * Records are JSON objects with the fields of Plivo's "The message object". A field whose value is an {@link Instant}
 * in a POJO node ({@code record.putPOJO("message_sent_time", instant)}) is written in the account's zone at the moment
 * of reading, as Plivo does with {@code message_time}. {@code message_time} is cut to microseconds. Records older than
 * 90 days are neither listed nor found.
 */
public final class SimulatedAccount {

    private final Credentials credentials;
    private final MessageStore world;
    private final Random random;
    private final Map<String, SimulatedAccount> subaccounts = new ConcurrentHashMap<>();

    /**
     * @param  authId                   20 characters of {@code A-Z0-9} that begin with {@code MA}
     * @param  authToken                any text
     * @param  seed                     where all that {@link #add(Instant)} makes up comes from
     * @throws IllegalArgumentException for another auth id
     */
    public SimulatedAccount(String authId, String authToken, long seed) {
        this(new Credentials(authId, authToken), new MessageStore(), seed);
    }

    private SimulatedAccount(Credentials credentials, MessageStore world, long seed) {
        this.credentials = credentials;
        this.world = world;
        this.random = new Random(seed);
    }

    public String authId() {
        return credentials.authId();
    }

    public String authToken() {
        return credentials.authToken();
    }

    /**
     * What "now" is for this account and its subaccounts; a simulator sets its own at the start. System time at first.
     */
    public SimulatedAccount clock(Clock clock) {
        world.clock(Objects.requireNonNull(clock, "clock"));
        return this;
    }

    /**
     * The zone whose offsets times are written with, daylight saving included; UTC at first. Can change at any time.
     */
    public SimulatedAccount timeZone(ZoneId zone) {
        world.zone(Objects.requireNonNull(zone, "zone"));
        return this;
    }

    /**
     * Whether some of the records that are made up from now on have fields that Plivo's documentation does not know, as
     * Plivo's records may have one day: the component logs each once. Off at first.
     */
    public SimulatedAccount schemaDrift(boolean on) {
        world.schemaDrift(on);
        return this;
    }

    /**
     * A subaccount of this account, with credentials of its own. What is added to it can be read with its credentials,
     * which see nothing else, and by this account: among all records, and alone with the filter {@code subaccount}.
     *
     * @return the subaccount, not this account
     */
    public SimulatedAccount subaccount(String authId, String authToken) {
        Credentials own = new Credentials(authId, authToken);
        SimulatedAccount subaccount = new SimulatedAccount(own, world, random.nextLong());
        if (!own.isSubaccount() || subaccounts.putIfAbsent(authId, subaccount) != null) {
            throw new IllegalArgumentException("'" + authId + "' is no new id of a subaccount (SA...)");
        }
        return subaccount;
    }

    /** Adds a plausible record that is listed at once, and returns its {@code message_uuid}. */
    public String add(Instant messageTime) {
        return add(messageTime, Instant.MIN);
    }

    /**
     * Adds a plausible record that arrives late.
     *
     * @param  listedFrom neither listed nor found before the clock shows this
     * @return            its {@code message_uuid}
     */
    public String add(Instant messageTime, Instant listedFrom) {
        long seed = random.nextLong();
        boolean schemaDrift = world.schemaDrift();
        String uuid = new RecordMaker(authId(), schemaDrift, seed).uuid();
        add(uuid, () -> new RecordMaker(authId(), schemaDrift, seed).make(messageTime), messageTime, listedFrom);
        return uuid;
    }

    /**
     * Adds a record as it is; {@code message_uuid} and {@code message_time} are put in when they are missing.
     *
     * @param  messageTime              where the record stands in the list, whatever its own {@code message_time} says
     * @return                          its {@code message_uuid}
     * @throws IllegalArgumentException when there is a record with this uuid
     */
    public String add(ObjectNode record, Instant messageTime, Instant listedFrom) {
        ObjectNode json = record.deepCopy();
        String uuid = json.hasNonNull("message_uuid")
                ? json.get("message_uuid").asText() : new RecordMaker(authId(), false, random.nextLong()).uuid();
        json.put("message_uuid", uuid);
        json.putIfAbsent("message_time", json.pojoNode(messageTime.truncatedTo(ChronoUnit.MICROS)));
        add(uuid, () -> json, messageTime, listedFrom);
        return uuid;
    }

    /** Adds plausible records with one {@code message_time}, as a send to many destinations leaves them. */
    public List<String> addTie(Instant messageTime, int count) {
        return Stream.generate(() -> add(messageTime)).limit(count).toList();
    }

    /** Takes a record out of the list; a GET of it answers 404. */
    public void remove(String uuid) {
        world.remove(uuid);
    }

    /**
     * Changes a record's state, price or anything else but its place in the list; {@code message_updated_time} is now.
     */
    public void change(String uuid, Consumer<ObjectNode> edit) {
        Instant now = world.clock().instant();
        if (!world.replace(uuid, row -> row.changed(edit, now))) {
            throw MessageStore.unknown(uuid);
        }
    }

    /**
     * What the list holds now, with the clock of the simulator.
     *
     * @param  from first {@code message_time}, included
     * @param  to   last {@code message_time}, not included
     * @return      newest first, as the API would write them, without quirks
     */
    public List<ObjectNode> truth(Instant from, Instant to) {
        ZoneId zone = world.zone();
        return world.rows(from, to, visible()).stream().map(row -> row.write(zone)).toList();
    }

    /** The {@code message_uuid}s of {@link #truth}, in the same order. */
    public Set<String> uuids(Instant from, Instant to) {
        return world.rows(from, to, visible()).stream().map(Row::uuid).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** How many records there are: those not yet or no longer listed as well. */
    public int size() {
        return world.size(visible());
    }

    /** Adds a record that is made up when it is looked at. */
    void add(String uuid, Supplier<ObjectNode> content, Instant messageTime, Instant listedFrom) {
        world.add(new Row(uuid, authId(), content, messageTime.truncatedTo(ChronoUnit.MICROS), listedFrom));
    }

    MessageStore world() {
        return world;
    }

    /** What these credentials may see: an account everything, a subaccount its own. */
    Predicate<Row> visible() {
        return credentials.isSubaccount() ? row -> row.owner().equals(authId()) : row -> true;
    }

    /** This account or one of its subaccounts; null for a stranger. */
    SimulatedAccount signIn(String id, String token) {
        SimulatedAccount account = id.equals(authId()) ? this : subaccounts.get(id);
        return account != null && account.authToken().equals(token) ? account : null;
    }
}
