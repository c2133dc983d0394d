package no.fribyte.lbprov.view;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import no.fribyte.lbprov.doctor.Diagnosis;
import no.fribyte.lbprov.doctor.Finding;
import no.fribyte.lbprov.doctor.Section;
import no.fribyte.lbprov.guest.MemberHealth;
import no.fribyte.lbprov.guest.MemberStatus;
import no.fribyte.lbprov.guest.PairHealth;
import no.fribyte.lbprov.guest.Sync;
import no.fribyte.lbprov.model.TemplateMarker;
import no.fribyte.lbprov.plan.Intent;
import no.fribyte.lbprov.plan.Lane;
import no.fribyte.lbprov.plan.OwnTemplate;
import no.fribyte.lbprov.plan.Plan;
import no.fribyte.lbprov.plan.Stage;
import no.fribyte.lbprov.problem.ExitStatus;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.problem.Where;
import no.fribyte.lbprov.step.Step;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The one document that {@code --output json} prints; the page "json" of the documentation describes it. */
public final class JsonView {
    /** Goes up when a reader of the document has to change. */
    private static final int FORMAT = 1;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final ObjectNode document = JSON.createObjectNode();

    public JsonView(String command) {
        document.put("format", FORMAT).put("command", command);
    }

    public JsonView exit(ExitStatus status) {
        document.put("exitStatus", status.code());
        return this;
    }

    public JsonView problems(List<Problem> problems) {
        ArrayNode list = document.withArray("problems");
        problems.forEach(problem -> list.add(json(problem)));
        return this;
    }

    /** Room for a command's own part of the document. */
    ObjectNode object(String name) {
        return document.putObject(name);
    }

    public JsonView text(String name, String value) {
        document.put(name, value);
        return this;
    }

    public JsonView list(String name, List<String> values) {
        ArrayNode list = document.putArray(name);
        values.forEach(list::add);
        return this;
    }

    /**
     * A plan.
     *
     * @param member that it is about; the pair when absent
     */
    public JsonView plan(Plan plan, Optional<String> member) {
        ObjectNode node = document.putObject("plan");
        node.put("intent", plan.intent().name().toLowerCase(Locale.ROOT));
        node.put(plan.intent() == Intent.BAKE ? "inventory" : "pair", plan.name());
        member.ifPresent(name -> node.put("member", name));
        ArrayNode stages = node.putArray("stages");
        for (Stage stage : plan.stages()) {
            ObjectNode one = stages.addObject().put("title", stage.title()).put("effect", stage.effect());
            ArrayNode lanes = one.putArray("lanes");
            for (Lane lane : stage.lanes()) {
                ObjectNode row = lanes.addObject().put("subject", lane.subject());
                titles(row.putArray("steps"), lane.steps());
                titles(row.putArray("undo"), lane.undo());
            }
        }
        ArrayNode confirm = node.putArray("confirm");
        plan.confirm().forEach(confirm::add);
        problems(plan.notes());
        return this;
    }

    public JsonView health(PairHealth health) {
        ObjectNode node = document.putObject("pair");
        node.put("name", health.pair().value()).put("verdict", health.verdict());
        ArrayNode addresses = node.putArray("virtualIps");
        health.virtualIps().forEach(addresses::add);
        ArrayNode holders = node.putArray("holders");
        health.holders().forEach(name -> holders.add(name.value()));
        node.put("redundant", health.redundant());
        ArrayNode members = node.putArray("members");
        health.members().forEach(member -> members.add(json(member)));
        ArrayNode work = node.putArray("work");
        health.work().forEach(work::add);
        return this;
    }

    /** Templates that members may be cloned from. */
    public JsonView templates(List<OwnTemplate> templates) {
        ArrayNode list = document.putArray("templates");
        for (OwnTemplate template : templates) {
            TemplateMarker marker = template.marker();
            ObjectNode node = list.addObject()
                    .put("node", template.vm().node().value())
                    .put("vmid", template.vm().id().number())
                    .put("name", template.vm().name())
                    .put("os", marker.os().id())
                    .put("baked", marker.baked().toString())
                    .put("image", marker.image());
            ArrayNode packages = node.putArray("packages");
            marker.packages()
                    .forEach(each ->
                            packages.addObject().put("name", each.name()).put("version", each.version()));
        }
        return this;
    }

    public JsonView diagnosis(Diagnosis diagnosis) {
        ObjectNode node = document.putObject("diagnosis");
        node.put("pair", diagnosis.pair().value());
        node.put("ready", diagnosis.ready()).put("verdict", diagnosis.verdict());
        ArrayNode sections = node.putArray("sections");
        for (Section section : diagnosis.sections()) {
            ArrayNode findings =
                    sections.addObject().put("title", section.title()).putArray("findings");
            section.findings().forEach(finding -> findings.add(json(finding)));
        }
        return this;
    }

    private static ObjectNode json(Finding finding) {
        ObjectNode node = JSON.createObjectNode()
                .put("level", finding.level().name().toLowerCase(Locale.ROOT))
                .put("text", finding.text());
        finding.why().ifPresent(why -> node.put("why", why));
        finding.attempt().ifPresent(attempt -> node.put("try", attempt));
        return node;
    }

    public void print(Terminal terminal) {
        terminal.out().println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document));
    }

    private static void titles(ArrayNode list, List<Step> steps) {
        steps.forEach(step -> list.add(step.title()));
    }

    private static ObjectNode json(Problem problem) {
        ObjectNode node = JSON.createObjectNode()
                .put("severity", problem.severity().name().toLowerCase(Locale.ROOT))
                .put("summary", problem.summary());
        problem.why().ifPresent(why -> node.put("why", why));
        problem.attempt().ifPresent(attempt -> node.put("try", attempt));
        problem.where().ifPresent(where -> node.set("where", json(where)));
        return node;
    }

    private static ObjectNode json(Where where) {
        return JSON.createObjectNode()
                .put("file", where.file())
                .put("line", where.line())
                .put("column", where.column())
                .put("path", where.path());
    }

    private static ObjectNode json(MemberHealth member) {
        ObjectNode node = JSON.createObjectNode()
                .put("name", member.name().value())
                .put("node", member.node().value())
                .put("reach", member.reach().name().toLowerCase(Locale.ROOT))
                .put("running", member.running())
                .put("marker", member.marker())
                .put("healthy", member.isHealthy())
                .put("holds", member.holds());
        member.vm().ifPresent(id -> node.put("vmid", id.number()));
        member.silence().ifPresent(problem -> {
            node.put(
                    "silence",
                    problem.summary() + problem.why().map(why -> ": " + why).orElse(""));
            problem.attempt().ifPresent(attempt -> node.put("try", attempt));
        });
        ArrayNode unmet = node.putArray("unmet");
        member.unmet().forEach(unmet::add);
        member.status().ifPresent(status -> details(node, status));
        return node;
    }

    private static void details(ObjectNode node, MemberStatus status) {
        node.put("drained", status.drained());
        node.put("vrrp", status.vrrp().name());
        node.put("generation", status.generation().number());
        node.put("haproxy", status.haproxyVersion());
        ArrayNode services = node.putArray("services");
        for (MemberStatus.ServiceStatus service : status.services()) {
            ArrayNode servers = services.addObject().put("name", service.name()).putArray("servers");
            service.servers()
                    .forEach(server -> servers.addObject()
                            .put("name", server.name())
                            .put("up", server.up())
                            .put("check", server.check()));
        }
        status.sync().ifPresent(sync -> node.set("sync", json(sync)));
        ArrayNode troubles = node.putArray("troubles");
        status.troubles()
                .forEach(trouble -> troubles.addObject()
                        .put("part", trouble.part())
                        .put("serious", trouble.serious())
                        .put("text", trouble.text()));
    }

    private static ObjectNode json(Sync sync) {
        ObjectNode node = JSON.createObjectNode().put("active", sync.active());
        sync.healthy().ifPresent(healthy -> node.put("healthy", healthy));
        sync.degraded().ifPresent(reason -> node.put("degraded", reason));
        sync.partner()
                .ifPresent(partner -> node.putObject("partner")
                        .put("heardAge", partner.heardAge())
                        .put("healthy", partner.healthy())
                        .put("generation", partner.generation())
                        .put("incarnation", partner.incarnation()));
        return node;
    }
}
