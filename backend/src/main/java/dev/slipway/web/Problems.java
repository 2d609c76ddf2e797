package dev.slipway.web;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.ParameterErrors;
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
            case ResponseStatusException e -> status(e);
            case DataAccessResourceFailureException _ ->
                new Words(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "The portal cannot reach its database at the moment. Nothing was changed; try again shortly.");
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
            if (cause instanceof JacksonException json) {
                return unreadable(json);
            }
            if (cause instanceof DecodingException && cause.getCause() == null) {
                return new Words(HttpStatus.BAD_REQUEST, "The body cannot be read: " + cause.getMessage());
            }
        }
        var parameter = e.getMethodParameter();
        if (parameter == null || parameter.getParameterName() == null || e.getCause() == null) {
            return new Words(
                    HttpStatus.BAD_REQUEST, e.getReason() == null ? "The request is not valid." : e.getReason());
        }
        var rule = "must be a "
                + parameter.nestedIfOptional().getNestedParameterType().getSimpleName();
        return new Words(
                HttpStatus.BAD_REQUEST,
                "The value of '" + parameter.getParameterName() + "' has the wrong type.",
                List.of(new FieldProblem(parameter.getParameterName(), rule, "Correct it and send again.")));
    }

    private static Words unreadable(JacksonException json) {
        var path = new StringBuilder();
        for (var reference : json.getPath()) {
            if (!path.isEmpty()) {
                path.append('.');
            }
            path.append(reference.getPropertyName() != null ? reference.getPropertyName() : reference.getIndex());
        }
        var location = json.getLocation();
        var where = location == null || location.getLineNr() < 1
                ? ""
                : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
        var detail = "The body is not the JSON expected here" + where + ".";
        var rule = path.isEmpty() ? "must be well-formed JSON" : "has a value of the wrong type";
        return new Words(
                HttpStatus.BAD_REQUEST,
                detail,
                List.of(new FieldProblem(path.toString(), rule, json.getOriginalMessage())));
    }
}
