package no.fribyte.lbprov.guest.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.render.Pairs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The real lbprov-guest and the simulator's say the same of the same files. */
class RealGuestIT {
    private static final List<String> NONE = List.of();

    @TempDir
    private Path folder = Path.of("");

    static Stream<Pair> pairs() {
        return BootedPairTest.pairs();
    }

    @Test
    void the_real_program_prints_the_status_of_the_manual() throws IOException {
        BootedPair simulated = BootedPair.of(Pairs.demo(), folder).finished();

        JsonNode status = real(Pairs.demo(), simulated, 0).holds(true).status(List.of("s198-51-100-31"), NONE);

        assertThat(Shape.of(status)).isEqualTo(StatusShapeTest.shapeOfTheManual());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void both_say_the_same_of_healthy_members(Pair pair) {
        BootedPair simulated = BootedPair.of(pair, folder).finished();

        for (int number : List.of(0, 1)) {
            JsonNode status = simulated.status(number);
            assertThat(status.path("problems")).isEmpty();
            JsonNode real = real(pair, simulated, number).holds(holds(status)).status(NONE, NONE);
            assertThat(comparable(real)).isEqualTo(comparable(status));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
                    keepalived    | keepalived/keepalived.conf | priority 250                | priority 240
                    keepalived    | keepalived/keepalived.conf | virtual_router_id 55        | virtual_router_id 56
                    keepalived    | keepalived/keepalived.conf | 198.51.100.10/32            | 198.51.100.99/32
                    keepalived    | keepalived/keepalived.conf | interface public            | interface eth0
                    keepalived    | keepalived/keepalived.conf | '        198.51.100.12'     | '        198.51.100.13'
                    keepalived    | keepalived/keepalived.conf | src_ip 198.51.100.11        | src_ip 198.51.100.21
                    keepalived    | keepalived/keepalived.conf | file /var/lib/lbprov/drain  | file /var/lib/lbprov/other
                    nftables      | nftables.conf              | inet lbprov                 | inet other
                    wg-quick@wg0  | wireguard/wg0.conf         | 51871                       | 51872
                    wg-quick@wg0  | wireguard/wg0.conf         | 10.9.0.1/24                 | 10.9.0.2/24
                    wg-quick@wg0  | wireguard/wg0.conf         | TrMvSoP4jYQlY6RI            | iAnz5TF0lXXJte14
                    haproxy       | haproxy/haproxy.cfg        | frontend https              | frontend ssl
                    none          | lbprov/member.json         | "address" : "198.51.100.1" | "address" : "198.51.100.3"
                    none          | lbprov/member.json         | "priority" : 250          | "priority" : 240
                    none          | lbprov/generation.json     | {                         | [
                    none          | hostname                   | load-balancer-1             | web
                    """)
    void both_say_the_same_of_a_file_that_is_wrong(String unit, String file, String old, String fresh) {
        BootedPair simulated = BootedPair.of(Pairs.demo(), folder).finished();
        RealGuest real = real(Pairs.demo(), simulated, 0);
        String path = "/etc/" + file;
        String good = simulated.file(0, path);
        String bad = good.replace(old, fresh);
        assertThat(bad).isNotEqualTo(good);
        simulated.write(0, path, bad);
        simulated.restart(0, unit);
        real.write(path, bad);

        JsonNode status = simulated.status(0);

        assertThat(errors(status)).isNotEmpty();
        assertThat(comparable(real.holds(holds(status)).status(NONE, NONE))).isEqualTo(comparable(status));
    }

    @Test
    void both_warn_of_backends_also_when_the_last_one_is_down() {
        BootedPair simulated = BootedPair.of(Pairs.demo(), folder).finished();
        simulated.lan().backendDown("198.51.100.21");
        simulated.lan().backendDown("198.51.100.31");
        List<String> down = List.of("s198-51-100-21", "s198-51-100-31");

        JsonNode status = simulated.status(0);

        assertThat(texts(status))
                .containsExactly(
                        "warning: service http: server s198-51-100-21 is down (L4TOUT)",
                        "warning: service https: server s198-51-100-21 is down (L4TOUT)",
                        "warning: service admin: server s198-51-100-31 is down (L4TOUT)",
                        "warning: service admin: no server of 1 is up",
                        "warning: keeps the virtual IPs all the same: service admin has no server");
        assertThat(texts(real(Pairs.demo(), simulated, 0).holds(true).status(down, NONE)))
                .isEqualTo(texts(status));
    }

    @ParameterizedTest
    @CsvSource({"haproxy", "keepalived"})
    void both_say_the_same_of_a_program_that_does_not_run(String unit) {
        BootedPair simulated = BootedPair.of(Pairs.demo(), folder).finished();
        simulated.stop(0, unit);

        JsonNode status = simulated.status(0);

        JsonNode real = real(Pairs.demo(), simulated, 0).holds(holds(status)).status(NONE, List.of(unit));
        assertThat(errors(status)).isNotEmpty();
        assertThat(comparable(real)).isEqualTo(comparable(status));
    }

    private RealGuest real(Pair pair, BootedPair simulated, int number) {
        Member member = pair.members().get(number);
        return new RealGuest(
                member,
                simulated.generation(number),
                Pairs.secrets(pair).hostKey(member.name()).publicKey(),
                folder.resolve("root-" + number));
    }

    private static boolean holds(JsonNode status) {
        return status.path("virtualIps").path(0).path("held").asBoolean();
    }

    /** Without what the machine of the Python tests makes up: haproxy's version and the words for a check. */
    private static JsonNode comparable(JsonNode status) {
        ObjectNode copy = (ObjectNode) status.deepCopy();
        ObjectNode haproxy = (ObjectNode) copy.path("haproxy");
        haproxy.remove("version");
        haproxy.path("services")
                .forEach(service -> service.path("servers").forEach(server -> ((ObjectNode) server).remove("check")));
        return copy;
    }

    private static List<String> texts(JsonNode status) {
        return status.path("problems")
                .valueStream()
                .map(problem -> problem.path("severity").asString() + ": "
                        + problem.path("text").asString())
                .toList();
    }

    private static List<String> errors(JsonNode status) {
        return texts(status).stream().filter(text -> text.startsWith("error: ")).toList();
    }
}
