package io.github.camelplivo.mdr.connect.support;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelplivo.mdr.feed.DeliveredVersions;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.SimulatedAccount;

/**
 * Accounts of one simulator whose records arrive, are listed late, and change, and the versions that a reader must
 * deliver: all that ever were. So that this is exact, a record changes only when its version has been delivered, and
 * while it is so young that the last recheck is still to come.
 */
public final class ChangingAccounts implements AutoCloseable {

    private static final int ONE_TIE_IN = 20;
    private static final int ONE_LATE_IN = 20;
    /** The clock of a feed is that of Plivo's {@code Date}, a whole second. */
    private static final Duration MARGIN = Duration.ofSeconds(3);

    private final Random random;
    private final Map<String, SimulatedAccount> accounts = new LinkedHashMap<>();
    private final PlivoSimulator plivo;
    private final Set<String> versions = ConcurrentHashMap.newKeySet();
    private final List<Young> changing = new ArrayList<>();

    /** A record and the number of changes that it still has before it. */
    private record Young(SimulatedAccount account, String uuid, Instant time, String version, int changes) {
    }

    public ChangingAccounts(long seed, int count) {
        random = new Random(seed);
        SimulatedAccount parent = new SimulatedAccount("MACHANGINGACCOUNTS01", "unused", seed);
        for (int i = 0; i < count; i++) {
            String id = "SACHANGING%010d".formatted(i);
            accounts.put(id, parent.subaccount(id, "token-" + id));
        }
        plivo = PlivoSimulator.builder().account(parent).seed(seed).unlimited().start();
    }

    public PlivoSimulator plivo() {
        return plivo;
    }

    /** The auth ids of all accounts. */
    public List<String> ids() {
        return List.copyOf(accounts.keySet());
    }

    public String token(String id) {
        return accounts.get(id).authToken();
    }

    /** Adds this many records to each account, spread over the time before now. */
    public void history(int records, Duration past) {
        Instant now = Instant.now();
        accounts.values().forEach(account -> {
            for (int i = 0; i < records; i++) {
                add(account, now.minus(1 + (long) (random.nextDouble() * past.toMillis()), ChronoUnit.MILLIS));
            }
        });
    }

    /**
     * Adds this many records to random accounts, and some of the changes that are possible now.
     *
     * @param settle    some records are listed when they are older than this
     * @param lastAge   of the rechecks
     * @param delivered whether a version is delivered
     */
    public void grow(int records, Duration settle, Duration lastAge, Predicate<String> delivered) {
        List<SimulatedAccount> all = List.copyOf(accounts.values());
        Instant time = Instant.now();
        for (int i = 0; i < records; i++) {
            if (random.nextInt(ONE_TIE_IN) > 0) {
                time = Instant.now();
            }
            SimulatedAccount account = all.get(random.nextInt(all.size()));
            boolean late = random.nextInt(ONE_LATE_IN) == 0;
            Instant messageTime = late ? time.minus(settle.multipliedBy(1 + random.nextInt(3))) : time;
            Young young = add(account, messageTime);
            changing.add(new Young(account, young.uuid, young.time, young.version, random.nextInt(4) / 2 + random.nextInt(2)));
        }
        change(Instant.now().minus(lastAge).plus(MARGIN), delivered);
    }

    private Young add(SimulatedAccount account, Instant messageTime) {
        Instant time = messageTime.truncatedTo(ChronoUnit.MICROS);
        String uuid = account.add(time);
        String version = version(account, uuid, time);
        versions.add(version);
        return new Young(account, uuid, time, version, 0);
    }

    private void change(Instant tooOld, Predicate<String> delivered) {
        List<Young> changed = new ArrayList<>();
        for (Iterator<Young> iterator = changing.iterator(); iterator.hasNext();) {
            Young young = iterator.next();
            if (young.changes == 0 || young.time.isBefore(tooOld)) {
                iterator.remove();
            } else if (delivered.test(young.version) && random.nextInt(4) == 0) {
                iterator.remove();
                changed.add(changed(young));
            }
        }
        changing.addAll(changed);
    }

    private Young changed(Young young) {
        young.account.change(young.uuid, json -> json.put("total_amount", "0." + (10_000 + random.nextInt(80_000))));
        String version = version(young.account, young.uuid, young.time);
        versions.add(version);
        return new Young(young.account, young.uuid, young.time, version, young.changes - 1);
    }

    private static String version(SimulatedAccount account, String uuid, Instant time) {
        for (ObjectNode json : account.truth(time, time.plus(1, ChronoUnit.MICROS))) {
            if (json.path("message_uuid").asText().equals(uuid)) {
                return DeliveredVersions.key(MessageDetailRecord.of(json));
            }
        }
        throw new IllegalStateException(uuid + " is not listed");
    }

    /** All versions that were listed, as {@link DeliveredVersions#key}. */
    public Set<String> versions() {
        return Set.copyOf(versions);
    }

    /** The uuids of the account's records from that time on. */
    public Set<String> uuids(String id, Instant from) {
        return accounts.get(id).uuids(from, Instant.now().plusSeconds(1));
    }

    @Override
    public void close() {
        plivo.close();
    }
}
