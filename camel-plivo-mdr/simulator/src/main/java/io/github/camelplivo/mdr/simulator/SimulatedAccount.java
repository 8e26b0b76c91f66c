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
 * An account with its records, and the list that a reader of {@link PlivoSimulator} must have seen. Thread-safe;
 * records can be added, changed and removed while the list is read.
 *
 * <p>
 * Records are JSON objects with the fields of Plivo's "The message object". A field whose value is an {@link Instant}
 * in a POJO node ({@code record.putPOJO("message_sent_time", instant)}) is converted to the account's zone when it is
 * read, as Plivo does with {@code message_time}. {@code message_time} is truncated to microseconds. Records older than
 * 90 days are neither listed nor found.
 */
public final class SimulatedAccount {

    private final Credentials credentials;
    private final MessageStore store;
    private final Random random;
    private final Map<String, SimulatedAccount> subaccounts = new ConcurrentHashMap<>();

    /**
     * @param  authId                   20 characters of {@code A-Z0-9} that begin with {@code MA}
     * @param  authToken                any text
     * @param  seed                     the seed of the records that {@link #add(Instant)} generates
     * @throws IllegalArgumentException if the auth id has another form
     */
    public SimulatedAccount(String authId, String authToken, long seed) {
        this(new Credentials(authId, authToken), new MessageStore(), seed);
    }

    private SimulatedAccount(Credentials credentials, MessageStore store, long seed) {
        this.credentials = credentials;
        this.store = store;
        this.random = new Random(seed);
    }

    public String authId() {
        return credentials.authId();
    }

    public String authToken() {
        return credentials.authToken();
    }

    /** The clock of this account and its subaccounts; initially the system's. A simulator may set its own. */
    public SimulatedAccount clock(Clock clock) {
        store.clock(Objects.requireNonNull(clock, "clock"));
        return this;
    }

    /** The zone in which times are written; initially UTC. Can change at any time. */
    public SimulatedAccount timeZone(ZoneId zone) {
        store.zone(Objects.requireNonNull(zone, "zone"));
        return this;
    }

    /**
     * Whether some of the records that are generated from now on have undocumented fields, as Plivo's records may have
     * in the future; initially false. The component logs each such field once.
     */
    public SimulatedAccount schemaDrift(boolean on) {
        store.schemaDrift(on);
        return this;
    }

    /**
     * Adds a subaccount with credentials of its own. These credentials can read only the records of the subaccount.
     * This account can read them too: among all records, or alone with the filter {@code subaccount}.
     *
     * @return the subaccount, not this account
     */
    public SimulatedAccount subaccount(String authId, String authToken) {
        Credentials own = new Credentials(authId, authToken);
        SimulatedAccount subaccount = new SimulatedAccount(own, store, random.nextLong());
        if (!own.isSubaccount() || subaccounts.putIfAbsent(authId, subaccount) != null) {
            throw new IllegalArgumentException("'" + authId + "' is not a new id of a subaccount (SA...)");
        }
        return subaccount;
    }

    /** Adds a plausible record that is listed immediately, and returns its {@code message_uuid}. */
    public String add(Instant messageTime) {
        return add(messageTime, Instant.MIN);
    }

    /**
     * Adds a plausible record that is listed late.
     *
     * @param  listedFrom the record is neither listed nor found before this time
     * @return            its {@code message_uuid}
     */
    public String add(Instant messageTime, Instant listedFrom) {
        long seed = random.nextLong();
        boolean schemaDrift = store.schemaDrift();
        String uuid = new RecordMaker(authId(), schemaDrift, seed).uuid();
        add(uuid, () -> new RecordMaker(authId(), schemaDrift, seed).make(messageTime), messageTime, listedFrom);
        return uuid;
    }

    /**
     * Adds a record without changes; {@code message_uuid} and {@code message_time} are added if they are missing.
     *
     * @param  messageTime              the position of the record in the list, even if its own {@code message_time} is
     *                                  another
     * @return                          its {@code message_uuid}
     * @throws IllegalArgumentException if there is a record with this uuid
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

    /** Adds plausible records with the same {@code message_time}, as a message to many destinations produces them. */
    public List<String> addTie(Instant messageTime, int count) {
        return Stream.generate(() -> add(messageTime)).limit(count).toList();
    }

    /** Removes a record from the list; a GET of it returns 404. */
    public void remove(String uuid) {
        store.remove(uuid);
    }

    /**
     * Changes fields of a record, but not its position, and sets {@code message_updated_time} to now.
     */
    public void change(String uuid, Consumer<ObjectNode> edit) {
        Instant now = store.clock().instant();
        if (!store.replace(uuid, row -> row.changed(edit, now))) {
            throw MessageStore.unknown(uuid);
        }
    }

    /**
     * The records that the list holds now, by the clock of the simulator.
     *
     * @param  from first {@code message_time}, inclusive
     * @param  to   end of the range, exclusive
     * @return      newest first, as the API would write them, without quirks
     */
    public List<ObjectNode> truth(Instant from, Instant to) {
        ZoneId zone = store.zone();
        return store.rows(from, to, visible()).stream().map(row -> row.write(zone)).toList();
    }

    /** The {@code message_uuid}s of {@link #truth}, in the same order. */
    public Set<String> uuids(Instant from, Instant to) {
        return store.rows(from, to, visible()).stream().map(Row::uuid).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The number of records, including those that are not yet or no longer listed. */
    public int size() {
        return store.size(visible());
    }

    /** Adds a record that is generated when it is read. */
    void add(String uuid, Supplier<ObjectNode> content, Instant messageTime, Instant listedFrom) {
        store.add(new Row(uuid, authId(), content, messageTime.truncatedTo(ChronoUnit.MICROS), listedFrom));
    }

    MessageStore store() {
        return store;
    }

    /** The rows that these credentials may read: an account all rows, a subaccount its own. */
    Predicate<Row> visible() {
        return credentials.isSubaccount() ? row -> row.owner().equals(authId()) : row -> true;
    }

    /** This account or one of its subaccounts; null if the credentials are those of neither. */
    SimulatedAccount signIn(String id, String token) {
        SimulatedAccount account = id.equals(authId()) ? this : subaccounts.get(id);
        return account != null && account.authToken().equals(token) ? account : null;
    }
}
