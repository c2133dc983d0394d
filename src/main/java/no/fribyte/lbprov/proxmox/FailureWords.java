package no.fribyte.lbprov.proxmox;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import no.fribyte.lbprov.problem.Problem;
import no.fribyte.lbprov.proxmox.ProxmoxFailure.Kind;

/** Turns a bad ending of a call into a failure that names the call, quotes the server and says what to try. */
final class FailureWords {
    private static final Pattern NODE_IN_PATH = Pattern.compile("/nodes/([^/]+)(/.*)?");
    private static final Pattern RIGHT = Pattern.compile("\\((/[^,]*), ([A-Za-z.|]+)[^)]*\\)");

    private final Endpoint endpoint;

    FailureWords(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** No answer at all. */
    ProxmoxFailure unanswered(ApiCall call, WireFailure failed) {
        if (failed.sent() && !call.harmless()) {
            return lost(call, 0, failed.text());
        }
        if (failed.untrusted()) {
            Problem problem = cannot(call, failed.text())
                    .hint(
                            "compare with the node's own certificate (pvenode cert info), then correct the server name, CA"
                                    + " file or fingerprint of " + endpoint.node() + " in the inventory");
            return ProxmoxFailure.unanswered(Kind.UNTRUSTED, failed.text(), problem);
        }
        Problem problem = cannot(call, failed.text())
                .hint("check that " + endpoint.node() + " is up and that its addresses in the inventory can be reached"
                        + " from here");
        return ProxmoxFailure.unanswered(Kind.UNREACHABLE, failed.text(), problem);
    }

    /** An answer that says no. */
    ProxmoxFailure refused(ApiCall call, Reply reply) {
        ServerWords words = ServerWords.of(reply);
        if (isGateway(reply.status())) {
            return gateway(call, reply.status(), words.text());
        }
        boolean noAgent = call.limit() == Timeouts.Limit.AGENT && words.saysNoAgent();
        Kind kind = noAgent && words.kind() == Kind.REFUSED ? Kind.NO_AGENT : words.kind();
        Problem problem = cannot(call, reply.status() + " " + words.quote());
        return new ProxmoxFailure(kind, reply.status(), words.text(), words.parameters(), hinted(problem, kind, words));
    }

    /** An answer that makes no sense: something else than Proxmox may be listening there. */
    ProxmoxFailure unreadable(ApiCall call, String why) {
        if (!call.harmless()) {
            return lost(call, 0, why);
        }
        Problem problem = cannot(call, why).hint("check that the address of " + endpoint.node() + " is Proxmox VE's");
        return ProxmoxFailure.unanswered(Kind.REFUSED, why, problem);
    }

    /** 502-504 come from a proxy before the node, 595-599 are what pveproxy says when another daemon is silent. */
    static boolean isGateway(int status) {
        return (status >= 502 && status <= 504) || (status >= 595 && status <= 599);
    }

    private ProxmoxFailure gateway(ApiCall call, int status, String text) {
        String why = status + " " + text + " (" + silentParty(call, status) + ")";
        if (!call.harmless()) {
            // 595 should mean that nothing was sent on, but nobody promises it
            return lost(call, status, why);
        }
        Problem problem = cannot(call, why)
                .hint(
                        "check that %s is up and not overloaded (there: systemctl status pveproxy pvedaemon), then run the command again"
                                .formatted(nodeOf(call)));
        return new ProxmoxFailure(Kind.UNREACHABLE, status, text, Map.of(), problem);
    }

    private String silentParty(ApiCall call, int status) {
        if (status < 595) {
            return "a gateway before " + endpoint.node() + " got no answer from it";
        }
        if (!nodeOf(call).equals(endpoint.node().value())) {
            return endpoint.node() + " got no answer from " + nodeOf(call);
        }
        return "the API daemon of " + endpoint.node() + " did not answer in time";
    }

    /** The one that has to do the work. */
    private String nodeOf(ApiCall call) {
        Matcher path = NODE_IN_PATH.matcher(call.path());
        return path.matches() ? path.group(1) : endpoint.node().value();
    }

    private ProxmoxFailure lost(ApiCall call, int status, String why) {
        Problem problem = Problem.error("cannot tell whether this was done: " + call.attempt())
                .because("the answer was lost; it may have been done: " + why)
                .hint("run the command again: it looks at what is there before it goes on");
        return new ProxmoxFailure(Kind.UNKNOWN_OUTCOME, status, why, Map.of(), problem);
    }

    private Problem hinted(Problem problem, Kind kind, ServerWords words) {
        return switch (kind) {
            case AUTHENTICATION ->
                problem.hint("check that the token %s exists, has not expired, that its secret is"
                                .formatted(endpoint.tokenId())
                        + " right, and that the user " + endpoint.tokenId().user() + " is enabled");
            case NO_PERMISSION -> problem.hint(rightNeeded(words.text()));
            case MISSING -> problem.hint("it was removed or moved to another node meanwhile: run the command again");
            case CHANGED -> problem.hint("someone changed the VM meanwhile: run the command again");
            case TAKEN ->
                problem.hint("run the command again: it takes another VMID, one that is free; if the"
                        + " profile fixes it, give another one there");
            case LOCKED ->
                problem.hint("wait until the task that holds the lock has ended, then run the"
                        + " command again; if none runs any more: qm unlock with the VM's number");
            case LOCK_TIMEOUT -> problem.hint("another task holds the lock: run the command again when it has ended");
            case NO_QUORUM ->
                problem.hint("bring the other nodes back; if one stays down, the admin may run"
                        + " 'pvecm expected 1' on " + endpoint.node());
            case REFUSED -> problem.hint(cureOf(words.status()));
            default -> problem;
        };
    }

    private String cureOf(int status) {
        return status == 400 || status == 501
                ? "lbprov needs Proxmox VE 8.2 or newer on %s; if it has that, run this with --trace FILE and report it"
                        .formatted(endpoint.node())
                : "look into the log of %s (there: journalctl -u pvedaemon -u pveproxy), mend the cause and run the command again"
                        .formatted(endpoint.node());
    }

    private String rightNeeded(String text) {
        Matcher right = RIGHT.matcher(text);
        if (!right.find()) {
            return "give the token " + endpoint.tokenId() + " and its user the right that is named";
        }
        return "give the token %s and its user %s on %s"
                .formatted(endpoint.tokenId(), right.group(2).replace("|", " or "), right.group(1));
    }

    private static Problem cannot(ApiCall call, String why) {
        return Problem.error("cannot " + call.attempt()).because(why);
    }
}
