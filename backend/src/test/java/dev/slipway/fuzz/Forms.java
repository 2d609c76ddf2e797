package dev.slipway.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Every page and form that the portal really has, with the fields that its handler reads. */
final class Forms {

    static final List<String> MARKUP = List.of(
            "\"><wvqi onload=x>",
            "</script></textarea></title><wvqi>",
            "<!--/*--><wvqi><!--*/-->",
            "x' wvqa='1",
            "x\" wvqa=\"1",
            "[[$" + "{7*7}]]<wvqi>",
            "\r\nX-Wvqi: stolen\r\nSet-Cookie: a=stolen");

    private static final Pattern NAME = Pattern.compile("\\bname=\"([A-Za-z][A-Za-z0-9.-]*)\"");
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    private static final JsonNode ANYTHING = JsonNodeFactory.instance.objectNode();

    private final RequestMappingHandlerMapping mapping;
    private final List<String> anyNames = namesInTemplates();

    Forms(RequestMappingHandlerMapping mapping) {
        this.mapping = mapping;
    }

    /** Inputs are {@code in} path, query or form; a body is named by its content type. */
    List<Operation> all() {
        return mapping.getHandlerMethods().entrySet().stream()
                .flatMap(entry -> operations(entry.getKey(), entry.getValue()))
                .filter(operation -> !operation.path().startsWith("/api/")
                        && !operation.path().startsWith("/internal/"))
                .sorted(Comparator.comparing(Operation::toString))
                .toList();
    }

    private Stream<Operation> operations(RequestMappingInfo info, HandlerMethod handler) {
        var declared = info.getMethodsCondition().getMethods();
        var methods = declared.isEmpty()
                ? List.of("GET")
                : declared.stream().map(Enum::name).sorted().toList();
        return info.getPatternsCondition().getPatterns().stream()
                .flatMap(pattern -> methods.stream().map(method -> {
                    var path = pattern.getPatternString().replaceAll("\\{(\\w+):[^}]*}", "{$1}");
                    var multipart = info.getConsumesCondition()
                            .getConsumableMediaTypes()
                            .contains(MediaType.MULTIPART_FORM_DATA);
                    var body = multipart ? "multipart/form-data" : "application/x-www-form-urlencoded";
                    return new Operation(
                            method,
                            path,
                            parameters(handler, path, method.equals("GET") ? "query" : "form"),
                            method.equals("GET") ? Map.of() : Map.of(body, ANYTHING));
                }));
    }

    private List<Operation.Parameter> parameters(HandlerMethod handler, String path, String in) {
        var found = new ArrayList<Operation.Parameter>();
        var variables = new TreeSet<String>();
        for (var matcher = VARIABLE.matcher(path); matcher.find(); ) {
            variables.add(matcher.group(1));
        }
        for (var parameter : handler.getMethodParameters()) {
            parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
            var type = parameter.getParameterType();
            if (variables.remove(name(parameter))) {
                found.add(new Operation.Parameter(name(parameter), "path", true, schema(type)));
            } else if (parameter.hasParameterAnnotation(RequestParam.class)) {
                found.add(new Operation.Parameter(name(parameter), "query", false, schema(type)));
            } else if (type == ServerWebExchange.class) {
                anyNames.forEach(name -> found.add(new Operation.Parameter(name, in, false, ANYTHING)));
            } else if (type.isRecord() && type.getPackageName().endsWith(".web")) {
                Arrays.stream(type.getRecordComponents())
                        .forEach(component ->
                                found.add(new Operation.Parameter(component.getName(), in, false, schema(component))));
            }
        }
        variables.forEach(name -> found.add(new Operation.Parameter(name, "path", true, ANYTHING)));
        return found;
    }

    private static String name(MethodParameter parameter) {
        return String.valueOf(parameter.getParameterName());
    }

    private static JsonNode schema(RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType generic
                        && generic.getActualTypeArguments()[0] instanceof Class<?> of
                ? schema(of)
                : schema(component.getType());
    }

    private static JsonNode schema(Class<?> type) {
        var schema = JsonNodeFactory.instance.objectNode();
        if (type.isEnum()) {
            var values = schema.put("type", "string").putArray("enum");
            Arrays.stream(type.getEnumConstants()).forEach(constant -> values.add(((Enum<?>) constant).name()));
            return schema;
        }
        return schema.put(
                "type",
                type == boolean.class || type == Boolean.class
                        ? "boolean"
                        : type == String.class || !type.isPrimitive() && !Number.class.isAssignableFrom(type)
                                ? "string"
                                : "integer");
    }

    private static List<String> namesInTemplates() {
        var names = new TreeSet<String>();
        try {
            for (var template :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:/templates/**/*.html")) {
                var matcher = NAME.matcher(template.getContentAsString(StandardCharsets.UTF_8));
                while (matcher.find()) {
                    names.add(matcher.group(1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(names);
    }
}
