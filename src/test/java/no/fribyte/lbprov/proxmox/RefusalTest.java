package no.fribyte.lbprov.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.util.Map;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.LbprovException;
import no.fribyte.lbprov.proxmox.ProxmoxFailure.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a refusal is told: the call, the server's own words, what to try. */
class RefusalTest {
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
    void a_401_is_explained_since_its_body_is_empty() {
        node.refuses("401 Authentication failed!", "");

        assertThat(told()).isEqualTo("""
                cannot start VM 101 on pluto
                401 Authentication failed! (the token is wrong or expired, or its user is disabled)
                check that the token lbprov@pve!cli exists, has not expired, that its secret is right, and that the user\
                 lbprov@pve is enabled""");
    }

    @Test
    void a_403_names_the_right_and_the_path() {
        node.refuses(
                "403 Permission check failed (/vms/101, VM.PowerMgmt)",
                "{\"data\":null,\"message\":\"Permission check failed (/vms/101, VM.PowerMgmt)\\n\"}");

        assertThat(told()).isEqualTo("""
                cannot start VM 101 on pluto
                403 Permission check failed (/vms/101, VM.PowerMgmt)
                give the token lbprov@pve!cli and its user VM.PowerMgmt on /vms/101""");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "Permission check failed (/storage/local, Datastore.Audit|Datastore.AllocateSpace)"
                        + "# Datastore.Audit or Datastore.AllocateSpace on /storage/local",
                "Permission check failed (/, Sys.Modify for modifying tag 'x')# Sys.Modify on /",
                "Permission check failed# the right that is named"
            })
    void every_form_of_a_403_gives_a_next_step(String words, String step) {
        node.refuses("403 " + words, "");

        assertThat(told()).endsWith("and its user " + step);
    }

    @Test
    void wrong_parameters_are_listed_by_name() {
        node.refuses("400 Parameter verification failed.", """
                {"data":null,"message":"Parameter verification failed.\\n",
                 "errors":{"vmid":"VM 101 already exists","boot":"invalid format - x\\n"}}""");

        ProxmoxFailure failure = failure();

        assertThat(failure.problem().why())
                .hasValue("400 Parameter verification failed. (boot: invalid format - x; vmid: VM 101 already exists)");
        assertThat(failure.parameters())
                .isEqualTo(Map.of("vmid", "VM 101 already exists", "boot", "invalid format - x"));
        assertThat(failure.status()).hasValue(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '"',
            value = {
                "cluster not ready - no quorum?# NO_QUORUM# pvecm expected 1",
                "checksum mismatch (file change by other user?)# CHANGED# run the command again",
                "unable to create VM 101 - VM 101 already exists on node 'fergus'# TAKEN# another VMID",
                "unable to create VM 101 - CT 101 already exists on node 'fergus'# TAKEN# another VMID",
                "close (rename) atomic file '/etc/pve/nodes/a/qemu-server/101.conf' failed: File exists# TAKEN# VMID",
                "VM is locked (backup)# LOCKED# wait",
                "Configuration file 'nodes/pluto/qemu-server/101.conf' does not exist# MISSING# another node"
            })
    void a_500_is_told_by_its_words(String words, Kind kind, String hint) {
        node.refuses("500 " + words, "{\"data\":null}");

        ProxmoxFailure failure = failure();

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.problem().why()).hasValue("500 " + words);
        assertThat(failure.problem().attempt().orElse("")).contains(hint);
    }

    @Test
    void the_message_is_preferred_and_the_reason_phrase_serves_older_nodes() {
        node.refuses("500 first line", "{\"data\":null,\"message\":\"first line\\nsecond line\\n\"}")
                .refuses("500 only here", "{\"data\":null}")
                .refuses("501 not implemented", "<html>");

        assertThat(failure().text()).isEqualTo("first line\nsecond line");
        assertThat(failure().text()).isEqualTo("only here");
        assertThat(failure().problem().why()).hasValue("501 not implemented");
    }

    @Test
    void a_silent_daemon_and_a_silent_node_are_told_apart() {
        for (int time = 0; time < 3; time++) {
            node.refuses("596 Connection timed out", "");
        }

        ProxmoxFailure failure =
                Attempt.of(() -> node.client().node().version()).failure().orElseThrow();

        assertThat(failure.problem().why())
                .hasValue("596 Connection timed out (the API daemon of pluto did not answer in time)");
    }

    @Test
    void what_is_not_proxmox_is_told_as_that() {
        node.answers("").answers("{}").refuses("200 OK", "<html>login</html>");

        assertThat(Attempt.of(node.client()::version).failure().orElseThrow().text())
                .isEqualTo("the answer is no JSON");
        assertThat(Attempt.of(() -> node.vm().start()).failedAs(Kind.UNKNOWN_OUTCOME))
                .as("a write that was answered without a task id")
                .isTrue();
        assertThat(Attempt.of(() -> node.vm().start()).failedAs(Kind.UNKNOWN_OUTCOME))
                .isTrue();
    }

    @Test
    void who_does_not_ask_gets_an_exception_with_the_public_status() {
        node.refuses("500 no", "");

        LbprovException thrown =
                catchThrowableOfType(LbprovException.class, () -> node.vm().start());

        assertThat(thrown.status()).isEqualTo(ExitStatus.PROXMOX);
        assertThat(thrown)
                .hasMessage(
                        "cannot start VM 101 on pluto; 500 no; try: look into the log of pluto (there: journalctl -u"
                                + " pvedaemon -u pveproxy), mend the cause and run the command again");
    }

    private ProxmoxFailure failure() {
        return Attempt.of(() -> node.vm().start()).failure().orElseThrow();
    }

    private String told() {
        var problem = failure().problem();
        return problem.summary() + "\n" + problem.why().orElse("") + "\n"
                + problem.attempt().orElse("");
    }
}
