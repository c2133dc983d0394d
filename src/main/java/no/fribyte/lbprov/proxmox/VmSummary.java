package no.fribyte.lbprov.proxmox;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import no.fribyte.lbprov.model.NodeName;
import no.fribyte.lbprov.model.VmId;

/**
 * One line of a list of VMs.
 *
 * @param container it is an LXC container: its id is taken, otherwise it is none of our business
 */
public record VmSummary(
        VmId id,
        NodeName node,
        Optional<String> name,
        String status,
        boolean template,
        boolean container,
        Optional<String> lock,
        Optional<String> pool,
        List<String> tags) {

    public VmSummary {
        requireNonNull(id, "id");
        requireNonNull(node, "node");
        tags = List.copyOf(tags);
    }

    static VmSummary ofCluster(Row row) {
        return new VmSummary(
                row.vmId("vmid"),
                row.nodeName("node"),
                row.text("name"),
                row.text("status").orElse("unknown"),
                row.flag("template"),
                row.text("type").filter("lxc"::equals).isPresent(),
                row.text("lock"),
                row.text("pool"),
                VmConfig.tagsIn(row.text("tags")));
    }
}
