package dev.slipway.identity.web;

import dev.slipway.audit.Actor;
import dev.slipway.identity.Access;
import dev.slipway.web.HtmxRequest;
import dev.slipway.web.Problem;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import tools.jackson.databind.JsonNode;

/** What all operations of the API have in common, for the generated description. */
@Lazy
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final Map<String, Object> EXAMPLE = Map.of(
            "type",
            "about:blank",
            "title",
            "Forbidden",
            "status",
            403,
            "detail",
            "This needs the permission DEPLOY, which the role operator or administrator has.",
            "instance",
            "/api/v1/projects/demo/jobs",
            "requestId",
            "5f0c1d2e3a4b5c6d");

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Actor.class, Access.class, HtmxRequest.class);
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("Slipway API")
                        .version("v1")
                        .description("Everything the pages do. Send Authorization: Bearer slw_... with a token of your"
                                + " account page. Errors are problem JSON (RFC 9457)."))
                .components(new Components()
                        .addSecuritySchemes(
                                "token",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .bearerFormat("slw_...")))
                .addSecurityItem(new SecurityRequirement().addList("token"));
    }

    /** A tree of JSON may be anything; looked into, it would be described by the methods of its class. */
    static void treesAreAnything() {
        // Added last, which makes it the first to be asked.
        ModelConverters.getInstance(true).addConverter(OpenApiConfiguration::resolve);
    }

    private static @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        var raw = Json.mapper().constructType(type.getType()).getRawClass();
        if (JsonNode.class.isAssignableFrom(raw)) {
            return new Schema<>();
        }
        return chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
    }

    /** Every operation may answer a problem. */
    @Bean
    OpenApiCustomizer problems() {
        return api -> {
            var components = api.getComponents();
            ModelConverters.getInstance(true).readAll(Problem.class).forEach(components::addSchemas);
            var problem = new ApiResponse()
                    .description("Refused or failed: what happened, and what to do")
                    .content(new Content()
                            .addMediaType(
                                    "application/problem+json",
                                    new MediaType()
                                            .schema(new Schema<>().$ref("#/components/schemas/Problem"))
                                            .example(EXAMPLE)));
            components.addResponses("Problem", problem);
            if (api.getPaths() != null) {
                api.getPaths().values().stream()
                        .flatMap(path -> path.readOperations().stream())
                        .forEach(operation -> operation
                                .getResponses()
                                .addApiResponse("default", new ApiResponse().$ref("#/components/responses/Problem")));
            }
        };
    }
}
