package no.fribyte.lbprov.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import no.fribyte.lbprov.model.ImageSource;
import no.fribyte.lbprov.model.PairName;
import no.fribyte.lbprov.model.PveVersion;
import no.fribyte.lbprov.model.VmId;
import no.fribyte.lbprov.plan.Demo;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.proxmox.Permissions;
import no.fribyte.lbprov.proxmox.TokenId;
import no.fribyte.lbprov.step.BridgePort;
import no.fribyte.lbprov.step.DownloadImage;
import no.fribyte.lbprov.step.Right;
import no.fribyte.lbprov.step.StartVm;
import no.fribyte.lbprov.step.Step;
import no.fribyte.lbprov.step.VmRef;
import org.junit.jupiter.api.Test;

class TokenRightsTest {
    private static final PairName DEMO = new PairName("demo");
    private static final ImageSource.CloudImage IMAGE =
            new ImageSource.CloudImage("https://images.example.org/noble.img", "sha256", "ab".repeat(32));

    private final Map<String, Map<String, Boolean>> given = new LinkedHashMap<>();
    private final List<Need> needs = new ArrayList<>();

    private TokenRightsTest given(String path, boolean propagates, String... privileges) {
        Map<String, Boolean> line = new LinkedHashMap<>();
        for (String privilege : privileges) {
            line.put(privilege, propagates);
        }
        given.put(path, line);
        return this;
    }

    private TokenRightsTest needs(Step step) {
        needs.addAll(Need.of(List.of(step)));
        return this;
    }

    private TokenRightsTest needs(Right right) {
        needs.add(new Need(right, "do something", true));
        return this;
    }

    private TokenRights rights() {
        return new TokenRights(
                new TokenId("lbprov@pve!create"), new Permissions(given), () -> PveVersion.parse("9.1"), needs);
    }

    private List<String> missing() {
        return rights().missing().stream().map(Problem::summary).toList();
    }

    private List<String> excess() {
        return rights().excess(DEMO).stream().map(Problem::summary).toList();
    }

    private static StartVm start(Optional<String> pool) {
        return new StartVm(new VmRef(Demo.PLUTO, new VmId(200), Demo.ONE, pool));
    }

    @Test
    void without_a_pool_all_vms_have_to_do() {
        assertThat(needs(start(Optional.empty())).missing())
                .containsExactly("token lbprov@pve!create lacks VM.PowerMgmt on /vms");
        assertThat(given("/vms", true, "VM.PowerMgmt").missing()).isEmpty();
        assertThat(excess()).isEmpty();
    }

    @Test
    void with_a_pool_a_right_on_all_vms_is_too_much() {
        needs(start(Optional.of("lb"))).given("/vms", true, "VM.PowerMgmt").given("/pool/lb", true, "VM.PowerMgmt");

        assertThat(missing()).isEmpty();
        assertThat(excess())
                .containsExactly("token lbprov@pve!create may do more on /vms than demo takes: VM.PowerMgmt");
        assertThat(given("/", true, "VM.PowerMgmt").excess())
                .containsExactly("token lbprov@pve!create may do more on / than demo takes: VM.PowerMgmt");
    }

    @Test
    void a_right_on_the_tag_of_a_bridge_is_enough() {
        Right right = new BridgePort("vmbr0", Optional.of("20")).right(Demo.PLUTO);

        assertThat(needs(right).missing())
                .containsExactly("token lbprov@pve!create lacks SDN.Use on /sdn/zones/localnetwork/vmbr0/20");
        assertThat(given("/sdn/zones/localnetwork/vmbr0/20", true, "SDN.Use").missing())
                .isEmpty();
        assertThat(excess()).isEmpty();
    }

    @Test
    void a_right_that_replaces_another_is_neither_missing_nor_too_much() {
        needs(new DownloadImage(Demo.PLUTO, "local", IMAGE, "noble.qcow2"))
                .given("/storage/local", true, "Datastore.AllocateTemplate")
                .given("/", false, "Sys.Audit", "Sys.Modify");

        assertThat(missing()).isEmpty();
        assertThat(excess()).isEmpty();
        // once the smaller one is given, the larger one is for nothing
        assertThat(given("/nodes/pluto", true, "Sys.AccessNetwork").excess())
                .containsExactly("token lbprov@pve!create may do more on / than demo takes: Sys.Modify");
    }

    @Test
    void what_is_inherited_is_told_where_it_comes_from() {
        needs(Right.storage(Demo.PLUTO, "local", "Datastore.Audit"))
                .given("/storage", true, "Datastore.Audit", "Datastore.Allocate")
                .given("/storage/local", true, "Datastore.Audit", "Datastore.Allocate");

        assertThat(excess())
                .containsExactly("token lbprov@pve!create may do more on /storage than demo takes: Datastore.Allocate");
    }

    @Test
    void what_does_not_reach_further_down_is_told_where_it_is() {
        needs(Right.storage(Demo.PLUTO, "local", "Datastore.Audit"))
                .given("/storage", false, "Datastore.Allocate")
                .given("/storage/local", true, "Datastore.Audit", "Datastore.Allocate");

        assertThat(excess()).hasSize(2);
    }

    @Test
    void what_only_lets_it_see_more_is_no_warning() {
        needs(Right.storage(Demo.PLUTO, "local", "Datastore.AllocateTemplate"))
                .given("/storage/local", true, "Datastore.AllocateTemplate", "Datastore.Audit");

        assertThat(excess()).isEmpty();
        assertThat(rights().looks()).containsExactly("Datastore.Audit on /storage/local");
    }

    @Test
    void a_template_may_have_its_rights_from_the_pool() {
        needs(start(Optional.of("lb")))
                .needs(Right.on(Demo.PLUTO, "/vms/9000", "VM.Audit", "VM.Clone"))
                .given("/pool/lb", true, "VM.PowerMgmt", "VM.Audit", "VM.Clone")
                .given("/vms/9000", false, "VM.PowerMgmt", "VM.Audit", "VM.Clone");

        assertThat(missing()).isEmpty();
        assertThat(excess()).isEmpty();
    }

    @Test
    void of_alternatives_the_one_that_is_needed_anyway_is_asked_for() {
        needs(Right.storage(Demo.PLUTO, "local", "Datastore.Audit|Datastore.AllocateSpace"))
                .needs(Right.storage(Demo.PLUTO, "local", "Datastore.AllocateSpace"));

        Problem problem = rights().missing().get(0);
        assertThat(problem.summary()).endsWith("lacks Datastore.AllocateSpace on /storage/local");
        assertThat(problem.attempt().orElseThrow())
                .contains("pveum role add Lbprov-storage-local --privs \"Datastore.AllocateSpace\"");
    }

    @Test
    void the_agents_right_has_the_name_of_the_version() {
        needs(Right.on(Demo.PLUTO, "/pool/lb", "VM.Monitor|VM.GuestAgent.Unrestricted"));

        assertThat(missing()).containsExactly("token lbprov@pve!create lacks VM.GuestAgent.Unrestricted on /pool/lb");
        TokenRights old = new TokenRights(
                new TokenId("lbprov@pve!create"), new Permissions(given), () -> PveVersion.parse("8.4.1"), needs);
        assertThat(old.missing().get(0).summary()).endsWith("lacks VM.Monitor on /pool/lb");
    }

    @Test
    void more_than_a_few_privileges_are_counted_and_then_listed() {
        String[] many = {"A.One", "A.Two", "A.Three", "A.Four", "A.Five", "A.Six", "A.Seven"};
        needs(Right.on(Demo.PLUTO, "/nodes/pluto", "Sys.AccessNetwork"))
                .given("/nodes/pluto", true, many)
                .given("/", false, Set.of("Sys.AccessNetwork").toArray(String[]::new));

        Problem problem = rights().excess(DEMO).get(1);
        assertThat(problem.summary()).endsWith("on /nodes/pluto than demo takes: 7 privileges");
        assertThat(problem.why()).contains("A.Five, A.Four, A.One, A.Seven, A.Six, A.Three, A.Two");
    }
}
