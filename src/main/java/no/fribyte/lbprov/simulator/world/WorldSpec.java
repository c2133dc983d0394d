package no.fribyte.lbprov.simulator.world;

import com.fasterxml.jackson.annotation.Nulls;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a simulated place is made of: the part of the world that the API cannot change. It can be written as JSON,
 * where what is left out is empty.
 *
 * @param cluster the cluster's name; empty when every node stands alone, with its own CA, users and VMIDs
 * @param images what download-url finds; a URL that is not listed yields an image that passes any checksum
 */
public record WorldSpec(
        Optional<String> cluster,
        List<Node> nodes,
        List<PoolSpec> pools,
        List<Role> roles,
        List<User> users,
        List<Acl> acls,
        List<Template> templates,
        List<Image> images) {

    /** A node with its own storages and bridges; storages of one name on several nodes need not be shared. */
    public record Node(String name, String address, List<Storage> storages, List<Bridge> bridges) {
        public Node {
            storages = List.copyOf(storages);
            bridges = List.copyOf(bridges);
        }
    }

    /** A storage as one node sees it; {@code type} is Proxmox's: dir, nfs, lvmthin, zfspool and so on. */
    public record Storage(String name, String type, List<String> content, boolean shared, long bytes) {
        private static final List<String> FILE_BASED = List.of("dir", "nfs", "cifs", "cephfs", "btrfs");

        public Storage {
            content = List.copyOf(content);
        }

        public boolean fileBased() {
            return FILE_BASED.contains(type);
        }
    }

    /** A Linux bridge; {@code address} is the node's own in CIDR form, if it has one there. */
    public record Bridge(String name, Optional<String> address, boolean vlanAware) {}

    /** A resource pool. */
    public record PoolSpec(String name, String comment) {}

    /** A role of the administrator's own making. */
    public record Role(String name, List<String> privileges) {
        public Role {
            privileges = List.copyOf(privileges);
        }
    }

    /**
     * A user with its tokens.
     *
     * @param expire in seconds since 1970, 0 is never
     * @param password with which it can have a ticket; without one it cannot
     */
    public record User(String id, boolean enabled, long expire, List<Token> tokens, Optional<String> password) {
        public User {
            tokens = List.copyOf(tokens);
        }

        public User(String id, boolean enabled, long expire, List<Token> tokens) {
            this(id, enabled, expire, tokens, Optional.empty());
        }
    }

    /** An API token; an absent secret is made up when the world is. */
    public record Token(String name, boolean privsep, long expire, Optional<String> secret) {}

    /** One entry of the access control list; {@code who} is a user or a token. */
    public record Acl(String path, String who, String role, boolean propagate) {}

    /** A VM template as an administrator leaves it behind: a disk, a cloud-init drive, one NIC. */
    public record Template(
            int vmid, String node, String name, String storage, long diskBytes, String bridge, Optional<String> pool) {}

    /** A file that can be downloaded, with what is true of it. */
    public record Image(String url, String checksumAlgorithm, String checksum, long bytes, long virtualBytes) {}

    public WorldSpec {
        nodes = List.copyOf(nodes);
        pools = List.copyOf(pools);
        roles = List.copyOf(roles);
        users = List.copyOf(users);
        acls = List.copyOf(acls);
        templates = List.copyOf(templates);
        images = List.copyOf(images);
    }

    public static WorldSpec read(Path file) {
        return mapper().readValue(file.toFile(), WorldSpec.class);
    }

    public String toJson() {
        return mapper().writerWithDefaultPrettyPrinter().writeValueAsString(this);
    }

    private static JsonMapper mapper() {
        return JsonMapper.builder()
                .changeDefaultNullHandling(standard -> standard.withValueNulls(Nulls.AS_EMPTY))
                .build();
    }

    public boolean clustered() {
        return cluster.isPresent();
    }

    public Optional<Node> node(String name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
    }

    public Optional<Storage> storage(String node, String storage) {
        return node(node).stream()
                .flatMap(found -> found.storages().stream())
                .filter(found -> found.name().equals(storage))
                .findFirst();
    }

    /** The same place, but only one of its nodes: what a standalone node knows of the world. */
    public WorldSpec only(Node node) {
        return new WorldSpec(
                cluster,
                List.of(node),
                pools,
                roles,
                users,
                acls,
                templates.stream()
                        .filter(template -> template.node().equals(node.name()))
                        .toList(),
                images);
    }

    public WorldSpec withUsers(List<User> changed) {
        return new WorldSpec(cluster, nodes, pools, roles, changed, acls, templates, images);
    }

    public WorldSpec withTemplates(List<Template> changed) {
        return new WorldSpec(cluster, nodes, pools, roles, users, acls, changed, images);
    }

    /** The same place, where one of its roles has more privileges. */
    public WorldSpec withPrivileges(String role, List<String> more) {
        List<Role> changed = roles.stream()
                .map(each -> each.name().equals(role)
                        ? new Role(
                                role,
                                Stream.concat(each.privileges().stream(), more.stream())
                                        .toList())
                        : each)
                .toList();
        return new WorldSpec(cluster, nodes, pools, changed, users, acls, templates, images);
    }

    /** The same place with the agent privileges that there are since Proxmox VE 9, or with the one before. */
    public WorldSpec withAgentPrivileges(boolean since9) {
        List<Role> translated = roles.stream()
                .map(role -> new Role(
                        role.name(),
                        role.privileges().stream()
                                .flatMap(privilege -> (since9 ? since9(privilege) : before9(privilege)).stream())
                                .distinct()
                                .toList()))
                .toList();
        return new WorldSpec(cluster, nodes, pools, translated, users, acls, templates, images);
    }

    private static List<String> since9(String privilege) {
        return privilege.equals("VM.Monitor")
                ? List.of("VM.GuestAgent.Audit", "VM.GuestAgent.Unrestricted")
                : List.of(privilege);
    }

    private static List<String> before9(String privilege) {
        return List.of(privilege.startsWith("VM.GuestAgent.") ? "VM.Monitor" : privilege);
    }
}
