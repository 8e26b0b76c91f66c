package io.github.camelplivo.mdr.simulator;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.github.camelplivo.mdr.simulator.TestClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SignInTest {

    private static final String CHILD = "SASIMULATED000000001";

    @RegisterExtension
    final PlivoSimulatorExtension extension
            = new PlivoSimulatorExtension(PlivoSimulator.builder().clock(new TestClock()).unlimited());

    private PlivoSimulator plivo;
    private SimulatedAccount account;
    private Reader reader;

    @BeforeEach
    void start(PlivoSimulator plivo) {
        this.plivo = plivo;
        account = plivo.account();
        reader = new Reader(plivo);
    }

    @Test
    void respondsToMissingCredentialsInPlainText() {
        HttpResponse<String> response = reader.send(
                HttpRequest.newBuilder(plivo.baseUrl().resolve(reader.listPath())).build(), BodyHandlers.ofString());

        assertUnauthorized(response);
    }

    @Test
    void respondsToAWrongTokenAndAWrongSchemeInTheSameWay() {
        assertUnauthorized(new Reader(plivo.baseUrl(), account.authId(), "wrong").list());
        assertUnauthorized(reader.send(
                HttpRequest.newBuilder(plivo.baseUrl().resolve(reader.listPath()))
                        .header("Authorization", "Bearer " + account.authToken()).build(),
                BodyHandlers.ofString()));
        assertUnauthorized(reader.send(
                HttpRequest.newBuilder(plivo.baseUrl().resolve(reader.listPath()))
                        .header("Authorization", "Basic no*base64").build(),
                BodyHandlers.ofString()));
    }

    @Test
    void respondsToThePathOfAnotherAccountInTheSameWay() {
        assertUnauthorized(reader.get("/v1/Account/MAANOTHER00000000001/Message/"));
    }

    @Test
    void acceptsATokenOfAnyCharacters() {
        SimulatedAccount odd = new SimulatedAccount("MAODDTOKEN0000000001", "a:b c\u00e4\u20ac%+", 1);
        try (PlivoSimulator other = PlivoSimulator.builder().account(odd).start()) {
            assertThat(new Reader(other).list().statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aSubaccountReadsOnlyItsOwnRecords() {
        SimulatedAccount child = account.subaccount(CHILD, "child-token");
        String own = child.add(NOW.minusSeconds(1));
        String parents = account.add(NOW.minusSeconds(2));
        Reader childReader = new Reader(plivo, child);

        assertThat(childReader.uuids()).containsExactly(own);
        assertThat(childReader.message(own).statusCode()).isEqualTo(200);
        assertThat(childReader.message(parents).statusCode()).isEqualTo(404);
        assertThat(child.uuids(NOW.minusSeconds(60), NOW)).containsExactly(own);
        assertThat(child.size()).isEqualTo(1);
        assertThat(childReader.page().at("/objects/0/resource_uri").asText()).contains(CHILD);
    }

    @Test
    void aParentReadsItsChildrenAndFiltersThem() {
        SimulatedAccount child = account.subaccount(CHILD, "child-token");
        String childs = child.add(NOW.minusSeconds(1));
        String own = account.add(NOW.minusSeconds(2));

        assertThat(reader.uuids()).containsExactly(childs, own);
        assertThat(reader.uuids("subaccount", CHILD)).containsExactly(childs);
        assertThat(reader.uuids("subaccount", "SANOBODY000000000000")).isEmpty();
        assertThat(reader.message(childs).statusCode()).isEqualTo(200);
    }

    @Test
    void aSubaccountDoesNotReadItsParent() {
        account.subaccount(CHILD, "child-token");

        assertUnauthorized(new Reader(plivo.baseUrl(), CHILD, "child-token")
                .get("/v1/Account/" + account.authId() + "/Message/"));
    }

    @Test
    void refusesOtherPathsAndOtherMethods() {
        assertThat(reader.get("/v1/Account/" + account.authId() + "/Call/").statusCode()).isEqualTo(404);
        assertThat(reader.get("/").statusCode()).isEqualTo(404);
        HttpResponse<String> posted = reader.send(
                reader.request(reader.listPath()).POST(HttpRequest.BodyPublishers.ofString("{}")).build(),
                BodyHandlers.ofString());
        assertThat(posted.statusCode()).isEqualTo(405);
        assertThat(Reader.json(posted).hasNonNull("error")).isTrue();
    }

    @Test
    void aPathWithoutItsLastSlashIsNotFound() {
        assertThat(reader.get("/v1/Account/" + account.authId() + "/Message").statusCode()).isEqualTo(404);
        assertThat(plivo.requests().get(0).kind()).isEqualTo(ReceivedRequest.Kind.OTHER);
    }

    @Test
    void refusesAnIdOfAnotherForm() {
        assertThatThrownBy(() -> new SimulatedAccount("MAtooshort", "token", 0))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("MAtooshort");
        assertThatThrownBy(() -> account.subaccount("MANOTACHILD000000001", "token"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertUnauthorized(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).isEqualTo("Could not verify your access level for that URL.");
        assertThat(response.headers().firstValue("Content-Type")).hasValueSatisfying(
                type -> assertThat(type).startsWith("text/plain"));
    }
}
