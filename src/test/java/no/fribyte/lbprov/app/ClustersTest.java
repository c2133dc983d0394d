package no.fribyte.lbprov.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.proxmox.ClusterNode;
import no.fribyte.lbprov.proxmox.ClusterStatus;
import org.junit.jupiter.api.Test;

class ClustersTest {
    private final Map<NodeName, ClusterStatus> answered = new LinkedHashMap<>();

    private ClustersTest answers(String node, String cluster, String... nodes) {
        List<ClusterNode> known = Stream.of(nodes)
                .map(name -> new ClusterNode(new NodeName(name), true, name.equals(node)))
                .toList();
        Optional<String> name = Optional.of(cluster).filter(text -> !text.isEmpty());
        answered.put(new NodeName(node), new ClusterStatus(name, true, known));
        return this;
    }

    private static List<NodeName> names(String... names) {
        return Arrays.stream(names).map(NodeName::new).toList();
    }

    private List<NodeName> spokesmen() {
        return new Clusters(answered, List.of()).spokesmen();
    }

    @Test
    void of_a_cluster_one_node_speaks_for_all() {
        answers("a", "home", "a", "b").answers("b", "home", "a", "b");

        assertThat(spokesmen()).isEqualTo(names("a"));
        assertThat(new Clusters(answered, List.of()).spokesman(new NodeName("b")))
                .contains(new NodeName("a"));
    }

    @Test
    void two_clusters_whose_names_the_token_may_not_read_are_two() {
        answers("a", "", "a", "b").answers("c", "", "c", "d").answers("d", "", "c", "d");

        assertThat(spokesmen()).isEqualTo(names("a", "c"));
    }

    @Test
    void two_clusters_of_the_same_name_are_two() {
        answers("a", "pve", "a", "b").answers("c", "pve", "c", "d");

        assertThat(spokesmen()).isEqualTo(names("a", "c"));
    }

    @Test
    void every_node_of_its_own_speaks_for_itself() {
        answers("a", "", "a").answers("b", "", "b");

        assertThat(spokesmen()).isEqualTo(names("a", "b"));
    }
}
