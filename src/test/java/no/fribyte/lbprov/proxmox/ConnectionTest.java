package no.fribyte.lbprov.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.proxmox.ProxmoxFailure.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a node is reached. */
class ConnectionTest {
    private static final String VERSION = "{\"version\":\"9.1.1\"}";

    @SuppressWarnings("NullAway.Init")
    private TestNode node;

    @BeforeEach
    void open() throws IOException {
        node = new TestNode();
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void a_write_goes_on_to_the_next_address_when_the_first_takes_no_connection() throws Exception {
        node.answers("\"" + TestNode.UPID + "\"").answers("\"" + TestNode.UPID + "\"");
        ProxmoxClient client = node.client(at(closedPort(), node.address()));

        client.node().vm(TestNode.VM).start();
        client.node().vm(TestNode.VM).stop();

        assertThat(node.received().getTarget()).endsWith("/status/start");
        assertThat(node.received().getConnectionIndex())
                .as("the second call uses the connection of the first")
                .isZero();
        assertThat(node.traceLines()).hasSize(2);
    }

    @Test
    void when_no_address_works_all_are_named_and_the_outcome_is_known() throws Exception {
        String first = closedPort();
        String second = closedPort();
        ProxmoxClient client = node.client(at(first, second));

        ProxmoxFailure failure = Attempt.of(() -> client.node().vm(TestNode.VM).start())
                .failure()
                .orElseThrow();

        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure.text()).isEqualTo(first + ": Connection refused; " + second + ": Connection refused");
    }

    @Test
    void a_write_that_was_sent_does_not_go_on_to_the_next_address() throws Exception {
        try (TestNode second = new TestNode()) {
            node.dropsAfterWork();
            ProxmoxClient client = node.client(at(node.address(), second.address()));

            Attempt<Upid> start = Attempt.of(() -> client.node().vm(TestNode.VM).start());

            assertThat(start.failedAs(Kind.UNKNOWN_OUTCOME)).isTrue();
            assertThat(second.server.getRequestCount()).isZero();
        }
    }

    @Test
    void a_read_that_gets_no_answer_goes_on_to_the_next_address_and_stays_there() throws Exception {
        try (TestNode second = new TestNode()) {
            node.staysSilent();
            second.answers(VERSION).answers(VERSION);
            ProxmoxClient client = node.client(at(node.address(), second.address()));

            assertThat(client.version().major()).isEqualTo(9);
            client.version();

            assertThat(node.server.getRequestCount()).isEqualTo(1);
            assertThat(second.server.getRequestCount()).isEqualTo(2);
        }
    }

    @Test
    void a_read_that_a_gateway_before_the_node_answers_goes_on_to_the_next_address() throws Exception {
        try (TestNode second = new TestNode()) {
            node.refuses("503 Service Unavailable", "<html>");
            second.answers(VERSION).answers("\"" + TestNode.UPID + "\"");
            ProxmoxClient client = node.client(at(node.address(), second.address()));

            assertThat(client.version().major()).isEqualTo(9);
            client.node().vm(TestNode.VM).start();

            assertThat(node.server.getRequestCount()).isEqualTo(1);
        }
    }

    @Test
    void a_read_that_no_address_answers_names_them_all() throws Exception {
        try (TestNode second = new TestNode()) {
            for (int time = 0; time < 3; time++) {
                node.staysSilent();
                second.dropsAfterWork();
            }
            ProxmoxClient client = node.client(at(node.address(), second.address()));

            ProxmoxFailure failure = Attempt.of(client::version).failure().orElseThrow();

            assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
            assertThat(failure.text())
                    .isEqualTo("%s: no answer in time; %s: the server closed the connection without an answer"
                            .formatted(node.address(), second.address()));
        }
    }

    @Test
    void a_name_that_cannot_be_resolved_is_told_as_that() {
        ProxmoxFailure failure = Attempt.of(node.client(at("no-such-host.invalid"))::version)
                .failure()
                .orElseThrow();

        assertThat(failure.text()).isEqualTo("no-such-host.invalid:8006: the name cannot be resolved");
    }

    @Test
    void the_socks_proxy_resolves_the_name() throws Exception {
        try (TinySocks socks = new TinySocks(node.server.getPort())) {
            node.answers(VERSION);
            ProxmoxClient client = node.client(TestNode.endpoint(
                    TestNode.authority(), Optional.empty(), Optional.of(socks.address()), "pluto.example:8006"));

            assertThat(client.version().major()).isEqualTo(9);
            assertThat(socks.asked).containsExactly("pluto.example:8006");
        }
    }

    @Test
    void a_cluster_is_asked_through_the_first_node_that_answers() throws Exception {
        Endpoint pluto = node.endpoint();
        Endpoint down = new Endpoint(
                new NodeName("fergus"),
                List.of(ApiAddress.parse(closedPort())),
                Optional.empty(),
                Optional.empty(),
                pluto.trust(),
                pluto.tokenId(),
                pluto.tokenSecret());
        node.answers(VERSION).answers(VERSION);

        try (Proxmox proxmox = new Proxmox(List.of(down, pluto), node.settings())) {
            assertThat(proxmox.anyReachable().orElseThrow().endpoint().node()).isEqualTo(TestNode.PLUTO);
            int pauses = node.time.pauses.size();
            assertThat(proxmox.anyReachable()).isPresent();
            assertThat(node.time.pauses)
                    .as("the one that answered is asked first")
                    .hasSize(pauses);
            assertThatThrownBy(() -> proxmox.node(new NodeName("mars"))).hasMessageContaining("mars");
        }
    }

    @Test
    void several_threads_share_a_client() {
        for (int call = 0; call < 40; call++) {
            node.answers("{\"version\":\"9.%d.1\"}".formatted(call));
        }

        List<Integer> versions = IntStream.range(0, 40)
                .parallel()
                .mapToObj(call -> node.client().version().minor())
                .toList();

        assertThat(versions).doesNotHaveDuplicates().hasSize(40);
        assertThat(node.traceLines()).hasSize(40).allMatch(line -> line.endsWith("\"ms\":0}"));
    }

    @Test
    void nothing_of_the_client_keeps_the_program_alive() {
        node.answers(VERSION);
        Set<Thread> before = lasting();

        node.client().version();

        assertThat(lasting()).isSubsetOf(before);
    }

    @Test
    void addresses_are_read_in_their_usual_forms() {
        assertThat(ApiAddress.parse("pluto.example")).hasToString("pluto.example:8006");
        assertThat(ApiAddress.parse("https://pluto.example")).hasToString("pluto.example:443");
        assertThat(ApiAddress.parse("https://pluto.example:8006/")).hasToString("pluto.example:8006");
        assertThat(ApiAddress.parse("[2001:db8::1]:8007")).hasToString("[2001:db8::1]:8007");
        assertThat(ApiAddress.parse("2001:db8::1")).hasToString("[2001:db8::1]:8006");
        assertThatThrownBy(() -> ApiAddress.parse("http://pluto.example")).hasMessageContaining("https");
        assertThatThrownBy(() -> ApiAddress.parse("pluto.example/api2")).isInstanceOf(IllegalArgumentException.class);
    }

    /** The server of the test has lasting threads of its own, one per connection. */
    private static Set<Thread> lasting() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.isDaemon() && !thread.getName().startsWith("MockWebServer"))
                .collect(Collectors.toSet());
    }

    private static Endpoint at(String... addresses) {
        return TestNode.endpoint(TestNode.authority(), Optional.empty(), Optional.empty(), addresses);
    }

    private static String closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + socket.getLocalPort();
        }
    }
}
