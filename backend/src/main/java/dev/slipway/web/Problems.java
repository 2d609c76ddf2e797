package dev.slipway.web;

import io.r2dbc.spi.R2dbcException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.beans.BeanInstantiationException;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.MissingRequestValueException;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import tools.jackson.core.JacksonException;

/** Puts failures of the portal and of its framework into words. */
final class Problems {

    /** SQLSTATE datetime_field_overflow. */
    private static final String TIME_OUT_OF_RANGE = "22008";

    /** SQLSTATE character_not_in_repertoire: what PostgreSQL cannot keep as text, wherever in the request it was. */
    private static final String CHARACTER_NOT_IN_REPERTOIRE = "22021";

    private Problems() {}

    /** Status, what happened, and inputs that are wrong. */
    record Words(HttpStatusCode status, String detail, List<FieldProblem> problems) {

        Words(HttpStatusCode status, String detail) {
            this(status, detail, List.of());
        }
    }

    static Words of(Throwable failure) {
        return switch (failure) {
            case ProblemException e -> new Words(e.status(), String.valueOf(e.getMessage()), e.problems());
            case WebExchangeBindException e -> invalid(e);
            case HandlerMethodValidationException e -> invalid(e);
            case MissingRequestValueException e ->
                new Words(
                        HttpStatus.BAD_REQUEST,
                        "The " + e.getLabel() + " '" + e.getName() + "' is missing.",
                        List.of(new FieldProblem(e.getName(), "must be given", "Add it to the request.")));
            case UnsupportedMediaTypeStatusException e ->
                new Words(
                        HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                        "The content type " + e.getContentType() + " is not understood here; send one of "
                                + e.getSupportedMediaTypes() + ".");
            case NotAcceptableStatusException e ->
                new Words(
                        HttpStatus.NOT_ACCEPTABLE,
                        "This cannot be given in the type asked for; ask for one of " + e.getSupportedMediaTypes()
                                + ".");
            case MethodNotAllowedException e ->
                new Words(
                        HttpStatus.METHOD_NOT_ALLOWED,
                        e.getHttpMethod() + " is not possible here; possible: "
                                + e.getSupportedMethods().stream()
                                        .map(HttpMethod::name)
                                        .sorted()
                                        .collect(Collectors.joining(", "))
                                + ".");
            case ServerWebInputException e -> unreadable(e);
            case DataBufferLimitException _ -> tooLarge();
            case DecodingException e -> unreadable(e);
            // Inputs that check themselves as they are made.
            case BeanInstantiationException e when e.getCause() instanceof ProblemException cause -> of(cause);
            case ResponseStatusException e -> status(e);
            case DataAccessResourceFailureException _ ->
                new Words(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "The portal cannot reach its database at the moment. Nothing was changed; try again shortly.");
            case DateTimeException _ -> outOfTime();
            case DataAccessException e when hasState(e, TIME_OUT_OF_RANGE) -> outOfTime();
            case DataAccessException e
            when hasState(e, CHARACTER_NOT_IN_REPERTOIRE) ->
                new Words(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        "The input has a character that no text has.",
                        List.of(new FieldProblem("input", "must not have U+0000", "Leave it out and send again.")));
            default ->
                new Words(
                        HttpStatus.INTERNAL_SERVER_ERROR,
                        "The portal failed to answer; this is its fault, not yours. "
                                + "Try again, and if it stays, give the request id to whoever runs the portal.");
        };
    }

    private static Words tooLarge() {
        return new Words(HttpStatus.CONTENT_TOO_LARGE, "The request is larger than this route accepts. Send less.");
    }

    private static Words status(ResponseStatusException e) {
        if (e.getStatusCode().value() == HttpStatus.NOT_FOUND.value()) {
            return new Words(HttpStatus.NOT_FOUND, "There is nothing at this address. It may have been renamed.");
        }
        if (e.getStatusCode().value() == HttpStatus.CONTENT_TOO_LARGE.value()) {
            return tooLarge();
        }
        var known = HttpStatus.resolve(e.getStatusCode().value());
        var reason = e.getReason() != null ? e.getReason() : known == null ? "" : known.getReasonPhrase();
        return new Words(e.getStatusCode(), reason);
    }

    private static Words invalid(WebExchangeBindException e) {
        var problems = new ArrayList<FieldProblem>();
        for (var error : e.getAllErrors()) {
            var field = error instanceof FieldError f ? f.getField() : error.getObjectName();
            var rule = error instanceof FieldError f && f.isBindingFailure()
                    ? "has the wrong type"
                    : String.valueOf(error.getDefaultMessage());
            problems.add(new FieldProblem(field, rule, "Correct it and send again."));
        }
        return new Words(HttpStatus.UNPROCESSABLE_CONTENT, "Some inputs are not valid.", problems);
    }

    private static Words invalid(HandlerMethodValidationException e) {
        var problems = new ArrayList<FieldProblem>();
        for (var result : e.getParameterValidationResults()) {
            var name = String.valueOf(result.getMethodParameter().getParameterName());
            for (var error : result.getResolvableErrors()) {
                var field = result instanceof ParameterErrors && error instanceof FieldError f ? f.getField() : name;
                problems.add(new FieldProblem(
                        field, String.valueOf(error.getDefaultMessage()), "Correct it and send again."));
            }
        }
        return new Words(HttpStatus.UNPROCESSABLE_CONTENT, "Some inputs are not valid.", problems);
    }

    private static Words unreadable(ServerWebInputException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataBufferLimitException) {
                return tooLarge();
            }
            if (cause instanceof ProblemException own) {
                return of(own);
            }
            if (cause instanceof JacksonException json && !(json.getCause() instanceof ProblemException)) {
                return unreadable(json);
            }
        }
        var parameter = e.getMethodParameter();
        if (parameter == null || parameter.getParameterName() == null || e.getCause() == null) {
            return new Words(
                    HttpStatus.BAD_REQUEST, e.getReason() == null ? "The request is not valid." : e.getReason());
        }
        // The message of a body that is not there is the signature of the method that wanted it.
        if (parameter.hasParameterAnnotation(RequestBody.class)) {
            return e.getCause() instanceof DecodingException decoding && decoding.getCause() != null
                    ? unreadable(decoding)
                    : body("A body is needed here.", "must be given, and not null");
        }
        var rule = "must be a "
                + parameter.nestedIfOptional().getNestedParameterType().getSimpleName();
        return new Words(
                HttpStatus.BAD_REQUEST,
                "The value of '" + parameter.getParameterName() + "' has the wrong type.",
                List.of(new FieldProblem(parameter.getParameterName(), rule, "Correct it and send again.")));
    }

    private static Words unreadable(JacksonException failure) {
        var json = UnreadableJson.of(failure);
        return new Words(HttpStatus.BAD_REQUEST, json.detail(), List.of(json.problem()));
    }

    /** What a decoder says names no class, as long as nothing is behind it. */
    private static Words unreadable(DecodingException failure) {
        return body(
                failure.getCause() == null && failure.getMessage() != null
                        ? failure.getMessage()
                        : "The body cannot be read.",
                "must be of the type that its header names");
    }

    private static Words body(String detail, String rule) {
        return new Words(
                HttpStatus.BAD_REQUEST,
                detail,
                List.of(new FieldProblem("body", rule, "Correct the body and send again.")));
    }

    /** Nobody means a time that cannot be reckoned with or stored. */
    private static Words outOfTime() {
        return new Words(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "A time of the request is too far away.",
                List.of(new FieldProblem(
                        "time", "must be between the years 1 and 9999", "Correct it and send again.")));
    }

    private static boolean hasState(Throwable failure, String state) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof R2dbcException database && state.equals(database.getSqlState())) {
                return true;
            }
        }
        return false;
    }
}
