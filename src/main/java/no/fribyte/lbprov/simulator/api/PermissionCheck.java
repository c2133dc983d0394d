package no.fribyte.lbprov.simulator.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import no.fribyte.lbprov.simulator.access.Rights;
import tools.jackson.databind.JsonNode;

/** Evaluates the permission test that the schema gives for a call. */
final class PermissionCheck {
    private final Rights rights;
    private final PveVersion version;
    private final Map<String, Object> params;

    PermissionCheck(Rights rights, PveVersion version, Map<String, Object> params) {
        this.rights = rights;
        this.version = version;
        this.params = params;
    }

    void run(JsonNode permissions) {
        if (rights.caller().isRoot() || permissions.path("user").isString()) {
            return;
        }
        if (!permissions.has("check")) {
            throw ApiError.forbidden("user != root@pam");
        }
        test(permissions.path("check"));
    }

    private void test(JsonNode check) {
        switch (check.path(0).asString("")) {
            case "and" -> rest(check).forEach(this::test);
            case "or" -> {
                if (rest(check).stream().noneMatch(this::passes)) {
                    throw ApiError.forbidden("");
                }
            }
            default -> perm(check);
        }
    }

    private boolean passes(JsonNode check) {
        try {
            test(check);
            return true;
        } catch (ApiError refused) {
            return false;
        }
    }

    private void perm(JsonNode check) {
        String path = path(check.path(1).asString(""));
        List<String> privileges = privileges(check.path(2));
        if (option(check, "require_param")
                .filter(name -> !params.containsKey(name))
                .isPresent()) {
            throw ApiError.forbidden("");
        }
        if (privileges.contains("Sys.AccessNetwork") && !version.hasAccessNetwork()) {
            throw ApiError.forbidden(path + ", Sys.AccessNetwork");
        }
        if (option(check, "any").isPresent()) {
            if (!rights.hasAny(path, privileges.toArray(String[]::new))) {
                throw ApiError.forbidden(path + ", " + String.join("|", privileges));
            }
            return;
        }
        for (String privilege : privileges) {
            if (!rights.has(path, privilege)) {
                throw ApiError.forbidden(path + ", " + privilege);
            }
        }
    }

    /** Before 9 one privilege stood for all that has to do with the agent. */
    private List<String> privileges(JsonNode names) {
        List<String> privileges = new ArrayList<>();
        names.forEach(name -> privileges.add(name.asString()));
        boolean agent = privileges.stream().anyMatch(name -> name.startsWith("VM.GuestAgent."));
        return agent && !version.hasAgentPrivileges() ? List.of("VM.Monitor") : privileges;
    }

    private static Optional<String> option(JsonNode check, String name) {
        for (int i = 3; i + 1 < check.size(); i += 2) {
            if (check.path(i).asString().equals(name)) {
                return Optional.of(check.path(i + 1).asString());
            }
        }
        return Optional.empty();
    }

    private static List<JsonNode> rest(JsonNode check) {
        List<JsonNode> rest = new ArrayList<>();
        for (int i = 1; i < check.size(); i++) {
            rest.add(check.path(i));
        }
        return rest;
    }

    private String path(String template) {
        String path = template;
        for (Map.Entry<String, Object> param : params.entrySet()) {
            path = path.replace("{" + param.getKey() + "}", String.valueOf(param.getValue()));
        }
        return path;
    }
}
