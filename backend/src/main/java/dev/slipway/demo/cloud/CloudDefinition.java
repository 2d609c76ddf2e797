package dev.slipway.demo.cloud;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import simulator.demo.DemoEnvironment;
import simulator.demo.DemoService;
import simulator.demo.DemoShift;

/** Writes the definition of the seven services: a head, and for each service its placements. */
record CloudDefinition(SimulatedCloud cloud) {

    private static final String FOLDER = "slipway-demo-aws/";

    String text() throws IOException {
        var text = new StringBuilder(read("project.yaml"));
        text.append("\nservices:\n");
        for (var service : DemoService.ALL) {
            text.append(filled(
                    read("service.yaml"),
                    Map.of("service", service.name(), "title", service.title(), "stack", service.stack())));
            for (var environment : DemoEnvironment.values()) {
                text.append(placement(environment, service));
            }
        }
        return text.toString();
    }

    private String placement(DemoEnvironment environment, DemoService service) throws IOException {
        var text = filled(
                read("placement.yaml"),
                Map.of(
                        "environment", environment.key(),
                        "cluster", environment.cluster(),
                        "service", service.name(),
                        "family", environment.family(service),
                        "role", cloud.services().deployRole(),
                        "targetGroup", cloud.targetGroup(environment, service),
                        "port", Integer.toString(service.port()),
                        "subnets", environment.subnet("a") + ", " + environment.subnet("b"),
                        "securityGroup", environment.securityGroup()));
        var shift = cloud.shift(environment, service);
        if (shift.isPresent()) {
            text += "            alternateTargetGroup: " + shift.get().alternateTargetGroup() + "\n"
                    + "            productionRule: " + shift.get().productionRule() + "\n"
                    + "            role: " + shift.get().role() + "\n";
        }
        if (environment.hasAlarms()) {
            text += "          alarms: {names: [" + environment.alarm(service) + "], rollback: true}\n"
                    + "          strategy: " + shift.map(DemoShift::strategy).orElse("{kind: rolling, bake: 1m}")
                    + "\n";
        }
        return service.migration().isEmpty()
                ? text
                : text + "          migrate: {command: [" + String.join(", ", service.migration()) + "]}\n";
    }

    private static String filled(String template, Map<String, String> values) {
        var text = template;
        for (var value : values.entrySet()) {
            text = text.replace("{{" + value.getKey() + "}}", value.getValue());
        }
        return text;
    }

    /** Lines that begin with {@code #|} are about the template itself. */
    private static String read(String name) throws IOException {
        return new ClassPathResource(FOLDER + name)
                .getContentAsString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#|"))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}
