package no.fribyte.lbprov.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import no.fribyte.lbprov.guest.Healths;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.problem.Where;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Names and types of every key: scripts rely on them, and one that changes takes another format. */
class JsonViewTest {
    private static JsonNode document(JsonView view) {
        Screen screen = Screen.plain();
        view.print(screen.terminal);
        assertThat(screen.err()).isEmpty();
        return JsonMapper.shared().readTree(screen.out());
    }

    /** A line per key: its path, without indexes, and its type. */
    private static String shape(JsonNode node) {
        Set<String> lines = new TreeSet<>();
        collect(node, "", lines);
        return String.join("\n", lines) + "\n";
    }

    private static void collect(JsonNode node, String path, Set<String> lines) {
        if (!path.isEmpty()) {
            lines.add(path + " " + type(node));
        }
        node.properties().forEach(property -> collect(property.getValue(), path + "/" + property.getKey(), lines));
        if (node.isArray()) {
            node.forEach(item -> collect(item, path + "[]", lines));
        }
    }

    private static String type(JsonNode node) {
        return node.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
    }

    @Test
    void every_document_says_its_format_its_command_and_how_it_ended() {
        assertThat(document(new JsonView("create").exit(ExitStatus.UNHEALTHY)).toString())
                .isEqualTo("{\"format\":1,\"command\":\"create\",\"exitStatus\":6}");
    }

    @Test
    void problems_have_four_parts() {
        JsonNode document = document(new JsonView("validate")
                .problems(List.of(
                        Problem.error("wrong")
                                .because("it is")
                                .hint("mend it")
                                .at(new Where("profiles/demo.yaml", 3, 7, "/pair")),
                        Problem.warning("odd"))));

        assertThat(document.path("problems").toString())
                .isEqualTo("[{\"severity\":\"error\",\"summary\":\"wrong\","
                        + "\"why\":\"it is\",\"try\":\"mend it\",\"where\":{\"file\":\"profiles/demo.yaml\",\"line\":3,"
                        + "\"column\":7,\"path\":\"/pair\"}},{\"severity\":\"warning\",\"summary\":\"odd\"}]");
    }

    @Test
    void no_problems_are_an_empty_list() {
        assertThat(document(new JsonView("validate").problems(List.of()))
                        .path("problems")
                        .isArray())
                .isTrue();
    }

    @Test
    void a_plan_has_these_keys() {
        assertThat(shape(document(
                        new JsonView("plan").exit(ExitStatus.OK).plan(ViewPlans.rebuild(), Optional.of("lb-1")))))
                .isEqualTo("""
                        /command string
                        /exitStatus number
                        /format number
                        /plan object
                        /plan/confirm array
                        /plan/confirm[] string
                        /plan/intent string
                        /plan/member string
                        /plan/pair string
                        /plan/stages array
                        /plan/stages[] object
                        /plan/stages[]/effect string
                        /plan/stages[]/lanes array
                        /plan/stages[]/lanes[] object
                        /plan/stages[]/lanes[]/steps array
                        /plan/stages[]/lanes[]/steps[] string
                        /plan/stages[]/lanes[]/subject string
                        /plan/stages[]/lanes[]/undo array
                        /plan/stages[]/lanes[]/undo[] string
                        /plan/stages[]/title string
                        /problems array
                        /problems[] object
                        /problems[]/severity string
                        /problems[]/summary string
                        /problems[]/why string
                        """);
    }

    @Test
    void a_plan_holds_what_the_screen_shows() {
        JsonNode plan = document(new JsonView("plan").plan(ViewPlans.rebuild(), Optional.of("lb-1")))
                .path("plan");

        assertThat(plan.path("intent").asString()).isEqualTo("rebuild");
        assertThat(plan.path("stages").path(1).path("lanes").path(0).toString())
                .isEqualTo("{\"subject\":\"lb-1\",\"steps\":[\"create VM 202 on pluto\",\"start VM 202 on pluto\"],"
                        + "\"undo\":[\"delete seed lbseed:iso/seed.iso on pluto\"]}");
    }

    @Test
    void the_health_of_a_pair_has_these_keys() {
        JsonView view = new JsonView("status")
                .health(Healths.pair(
                        Healths.saying(1, Healths.status(1).holding().degraded(), "odd"),
                        Healths.silent(2, "the guest agent does not answer")));

        assertThat(shape(document(view).path("pair"))).isEqualTo("""
                /holders array
                /holders[] string
                /members array
                /members[] object
                /members[]/drained boolean
                /members[]/generation number
                /members[]/haproxy string
                /members[]/healthy boolean
                /members[]/holds boolean
                /members[]/marker string
                /members[]/name string
                /members[]/node string
                /members[]/reach string
                /members[]/running boolean
                /members[]/services array
                /members[]/services[] object
                /members[]/services[]/name string
                /members[]/services[]/servers array
                /members[]/services[]/servers[] object
                /members[]/services[]/servers[]/check string
                /members[]/services[]/servers[]/name string
                /members[]/services[]/servers[]/up boolean
                /members[]/silence string
                /members[]/sync object
                /members[]/sync/active boolean
                /members[]/sync/degraded string
                /members[]/sync/healthy boolean
                /members[]/sync/partner object
                /members[]/sync/partner/generation number
                /members[]/sync/partner/healthy boolean
                /members[]/sync/partner/heardAge number
                /members[]/sync/partner/incarnation number
                /members[]/troubles array
                /members[]/troubles[] object
                /members[]/troubles[]/part string
                /members[]/troubles[]/serious boolean
                /members[]/troubles[]/text string
                /members[]/unmet array
                /members[]/unmet[] string
                /members[]/vmid number
                /members[]/vrrp string
                /name string
                /redundant boolean
                /verdict string
                /virtualIps array
                /virtualIps[] string
                /work array
                """);
    }

    @Test
    void the_health_of_a_pair_holds_what_the_screen_shows() {
        JsonNode pair =
                document(new JsonView("status").health(Healths.healthy())).path("pair");

        assertThat(pair.path("holders").toString()).isEqualTo("[\"lb-1\"]");
        assertThat(pair.path("redundant").asBoolean()).isTrue();
        assertThat(pair.path("members").path(0).path("vmid").asInt()).isEqualTo(200);
        assertThat(pair.path("members").path(1).path("vrrp").asString()).isEqualTo("BACKUP");
    }

    @Test
    void a_member_without_a_vm_has_no_vmid_and_no_status() {
        JsonNode member = document(new JsonView("status").health(Healths.nothing()))
                .path("pair")
                .path("members")
                .path(0);

        assertThat(member.propertyNames())
                .containsExactlyInAnyOrder("name", "node", "reach", "running", "marker", "healthy", "holds", "unmet");
        assertThat(member.path("reach").asString()).isEqualTo("absent");
        assertThat(member.path("marker").asString()).isEqualTo("absent");
    }

    @Test
    void texts_and_lists_of_a_command_come_under_their_names() {
        assertThat(document(new JsonView("secrets").text("file", "demo.age").list("names", List.of("a", "b")))
                        .toString())
                .isEqualTo("{\"format\":1,\"command\":\"secrets\",\"file\":\"demo.age\",\"names\":[\"a\",\"b\"]}");
    }

    @Test
    void a_document_is_never_coloured() {
        Screen coloured = Screen.coloured();
        new JsonView("status").health(Healths.splitBrain()).print(coloured.terminal);

        assertThat(coloured.out()).doesNotContain("\u001b");
    }
}
