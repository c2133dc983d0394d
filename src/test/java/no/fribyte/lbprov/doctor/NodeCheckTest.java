package no.fribyte.lbprov.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import no.fribyte.lbprov.doctor.SiteFacts.ThirdVote;
import no.fribyte.lbprov.plan.Demo;
import org.junit.jupiter.api.Test;

class NodeCheckTest {
    private static final Optional<String> HOME = Optional.of("home");

    @Test
    void different_versions_are_a_warning() {
        assertThat(new Examined().version(Demo.FERGUS, "8.4.1").told(NodeCheck::section))
                .contains("WARNING the nodes run different versions of Proxmox VE | pluto 9.1.4, fergus 8.4.1 | upgrade"
                        + " the older ones; a cluster is meant to be mixed only while that goes on");
    }

    @Test
    void a_version_that_is_too_old_is_an_error() {
        assertThat(new Examined().version(Demo.FERGUS, "8.1.4").told(NodeCheck::section))
                .contains("ERROR fergus runs Proxmox VE 8.1.4 | lbprov needs 8.2 or later | upgrade the node");
    }

    @Test
    void two_nodes_with_a_third_vote_are_well() {
        assertThat(new Examined()
                        .cluster(HOME, new ThirdVote(true, Optional.of("Connected")), "pluto", "fergus")
                        .told(NodeCheck::section))
                .contains("OK its two nodes have a third vote, a QDevice")
                .noneMatch(line -> line.startsWith("WARNING"));
    }

    @Test
    void a_third_vote_that_is_not_connected_counts_for_nothing() {
        assertThat(new Examined()
                        .cluster(HOME, new ThirdVote(true, Optional.of("Disconnected")), "pluto", "fergus")
                        .told(NodeCheck::section))
                .anyMatch(
                        line -> line.startsWith(
                                "WARNING the QDevice of cluster home is not connected but: Disconnected | without a third vote"));
    }

    @Test
    void a_third_vote_that_could_not_be_asked_for_is_said_to_be_unknown() {
        assertThat(new Examined()
                        .cluster(HOME, ThirdVote.unknown(), "pluto", "fergus")
                        .told(NodeCheck::section))
                .anyMatch(line -> line.startsWith(
                        "WARNING cluster home has two nodes, and whether a third vote cannot be told | "));
    }

    @Test
    void a_cluster_whose_status_the_token_may_not_read_is_not_called_quorate() {
        assertThat(new Examined()
                        .cluster(Optional.empty(), ThirdVote.unknown(), "pluto", "fergus")
                        .told(NodeCheck::section))
                .contains(
                        "WARNING the quorum of the cluster of pluto, fergus cannot be seen | the token lacks a right for"
                                + " it: see its rights");
    }
}
