package no.fribyte.lbprov.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import no.fribyte.lbprov.model.Member;
import no.fribyte.lbprov.model.Pair;
import no.fribyte.lbprov.model.PairSecrets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

class RendererTest {
    private static final Renderer RENDERER = new Renderer(TemplateSource.bundled(), "0.1.0");
    private static final YAMLMapper YAML = new YAMLMapper();

    static Stream<Pair> pairs() {
        return Pairs.all();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void the_same_pair_gives_the_same_bytes(Pair pair) {
        for (Member member : pair.members()) {
            assertThat(documents(pair, member)).isEqualTo(documents(pair, member));
            assertThat(Seed.iso(documents(pair, member))).isEqualTo(Seed.iso(documents(pair, member)));
        }
    }

    @Test
    void templates_from_a_folder_give_the_same_as_the_bundled_ones() {
        Pair pair = Pairs.demo();
        Renderer other = new Renderer(TemplateSource.folder(Path.of("cloudinit")), "0.1.0");

        assertThat(other.generation(pair, first(pair), Pairs.secrets(pair), 3)).isEqualTo(generation(pair));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void the_hash_covers_path_mode_and_content_of_every_file_but_the_manifest(Pair pair) throws Exception {
        Generation generation = generation(pair);
        StringBuilder lines = new StringBuilder();
        for (GuestFile file : generation.files()) {
            if (!file.path().equals("/etc/lbprov/generation.json")) {
                lines.append("%s %04o %s\n".formatted(file.path(), file.mode(), sha256(file.content())));
            }
        }
        assertThat(generation.hash()).isEqualTo(sha256(lines.toString().getBytes(StandardCharsets.UTF_8)));
        assertThat(generation.files()).extracting(GuestFile::path).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void the_number_is_in_the_manifest_and_nowhere_else() throws Exception {
        Pair pair = Pairs.demo();
        Generation third = generation(pair);
        Generation fourth = RENDERER.generation(pair, first(pair), Pairs.secrets(pair), 4);

        assertThat(fourth.hash()).isEqualTo(third.hash());
        JsonNode manifest = new JsonMapper().readTree(text(third, "/etc/lbprov/generation.json"));
        assertThat(manifest.path("format").asInt()).isEqualTo(1);
        assertThat(manifest.path("number").asInt()).isEqualTo(3);
        assertThat(manifest.path("hash").asString()).isEqualTo(third.hash());
        assertThat(manifest.path("lbprov").asString()).isEqualTo("0.1.0");
        assertThat(manifest.path("files").size()).isEqualTo(third.files().size() - 1);
        assertThat(manifest.path("files").path("/etc/haproxy/haproxy.cfg").asString())
                .isEqualTo(sha256(text(third, "/etc/haproxy/haproxy.cfg").getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void user_data_writes_every_file_and_drains_the_member(Pair pair) {
        Generation generation = generation(pair);
        JsonNode userData = YAML.readTree(documents(pair, first(pair)).userData());
        Map<String, String> written = new TreeMap<>();
        for (JsonNode file : userData.path("write_files")) {
            assertThat(file.path("encoding").asString()).isEqualTo("b64");
            byte[] content = Base64.getDecoder().decode(file.path("content").asString());
            written.put(
                    file.path("path").asString() + " "
                            + file.path("permissions").asString(),
                    new String(content, StandardCharsets.UTF_8));
        }
        Map<String, String> expected = new TreeMap<>();
        generation.files().forEach(file -> expected.put(file.path() + " " + file.octalMode(), file.text()));
        expected.put("/var/lib/lbprov/drain 0644", "-20\n");
        expected.put("/var/lib/lbprov/incarnation 0644", "1\n");
        assertThat(written).isEqualTo(expected);
    }

    @Test
    void user_data_carries_the_members_identity_and_starts_first_boot() {
        Pair pair = Pairs.demo();
        JsonNode userData = YAML.readTree(documents(pair, pair.members().get(1)).userData());

        assertThat(userData.path("hostname").asString()).isEqualTo("load-balancer-2");
        assertThat(userData.path("ssh_keys").path("ed25519_private").asString())
                .isEqualTo("-----BEGIN OPENSSH PRIVATE KEY-----\nsecret-of-two\n-----END OPENSSH PRIVATE KEY-----\n");
        assertThat(userData.path("ssh_deletekeys").asBoolean()).isTrue();
        assertThat(userData.path("users")
                        .path(0)
                        .path("ssh_authorized_keys")
                        .path(0)
                        .asString())
                .endsWith("ops \"night\" shift");
        // cloud-init would ask the mirror for its lists even when all packages are in the image
        assertThat(userData.has("packages")).isFalse();
        assertThat(userData.path("runcmd").path(0).path(2).asString())
                .startsWith("command -v qemu-ga || { apt-get -q update; DEBIAN_FRONTEND=")
                .endsWith(" install qemu-guest-agent; }; systemctl start qemu-guest-agent");
        assertThat(userData.path("runcmd").path(1).toString()).isEqualTo("[\"/usr/local/lib/lbprov/first-boot\"]");
        assertThat(userData.path("runcmd")).hasSize(2);
    }

    @Test
    void the_instance_id_is_new_with_each_incarnation_so_that_cloud_init_runs() {
        Pair pair = Pairs.demo();
        Member member = first(pair);
        PairSecrets secrets = Pairs.secrets(pair);

        String second =
                RENDERER.cloudInit(pair, member, secrets, generation(pair), 2).metaData();

        assertThat(second)
                .isEqualTo("instance-id: \"lbprov-demo-load-balancer-1-2\"\nlocal-hostname: \"load-balancer-1\"\n");
        assertThat(second).isNotEqualTo(documents(pair, member).metaData());
    }

    @Test
    void debian_keeps_its_security_mirror_and_ubuntu_uses_the_given_one() {
        JsonNode debian = YAML.readTree(
                documents(Pairs.threeNics(), first(Pairs.threeNics())).userData());

        assertThat(debian.path("apt").path("primary").path(0).path("uri").asString())
                .isEqualTo("http://198.51.100.5/debian");
        assertThat(debian.path("apt").has("security")).isFalse();
        assertThat(debian.path("apt").path("proxy").asString()).isEqualTo("http://198.51.100.6:3142");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void nothing_prints_a_secret(Pair pair) {
        CloudInit documents = documents(pair, first(pair));
        List<Object> printed = new ArrayList<>(generation(pair).files());
        printed.add(documents);
        printed.add(generation(pair));

        for (Object thing : printed) {
            assertThat(thing.toString()).doesNotContain("yAnz5TF", "secret-of", "PrivateKey =", "#cloud-config");
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void the_private_key_is_in_one_private_file_only_and_the_host_key_in_none(Pair pair) {
        String wireGuard = Pairs.secrets(pair).wireGuardPrivateKey().reveal();
        for (GuestFile file : generation(pair).files()) {
            boolean expected = file.path().equals("/etc/wireguard/wg0.conf");
            assertThat(file.text().contains(wireGuard)).as(file.path()).isEqualTo(expected);
            assertThat(file.text()).doesNotContain("secret-of");
            if (expected) {
                assertThat(file.mode()).isEqualTo(0600);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void masked_secrets_render_and_show_nothing(Pair pair) {
        PairSecrets masked = MaskedSecrets.of(pair);
        Member member = first(pair);
        Generation generation = RENDERER.generation(pair, member, masked, 1);
        CloudInit documents = RENDERER.cloudInit(pair, member, masked, generation, 1);

        assertThat(documents.userData()).contains("masked").doesNotContain("secret-of");
        assertThat(generation.files()).noneMatch(file -> file.text().contains("yAnz5TF"));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void members_differ_where_they_must_and_nowhere_else(Pair pair) {
        Generation one = generation(pair);
        Generation two = RENDERER.generation(pair, pair.members().get(1), Pairs.secrets(pair), 3);
        List<String> different = one.files().stream()
                .filter(file -> !two.files().contains(file))
                .map(GuestFile::path)
                .toList();

        assertThat(different)
                .containsExactly(
                        "/etc/haproxy/haproxy.cfg",
                        "/etc/keepalived/keepalived.conf",
                        "/etc/lbprov/generation.json",
                        "/etc/lbprov/member.json",
                        "/etc/nftables.conf");
    }

    private static Member first(Pair pair) {
        return pair.members().get(0);
    }

    private static Generation generation(Pair pair) {
        return RENDERER.generation(pair, first(pair), Pairs.secrets(pair), 3);
    }

    private static CloudInit documents(Pair pair, Member member) {
        PairSecrets secrets = Pairs.secrets(pair);
        Generation generation = RENDERER.generation(pair, member, secrets, 3);
        return RENDERER.cloudInit(pair, member, secrets, generation, 1);
    }

    private static String text(Generation generation, String path) {
        return generation.files().stream()
                .filter(file -> file.path().equals(path))
                .map(GuestFile::text)
                .findFirst()
                .orElseThrow();
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
