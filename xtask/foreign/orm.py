"""jsonapi-requests and its models live through the life of a product."""

import json
import os

import requests
from jsonapi_requests import orm
from jsonapi_requests.request_factory import ApiClientError


class ApiKey(requests.auth.AuthBase):
    def __call__(self, request):
        request.headers["X-API-Key"] = os.environ["INTERNAL_API_KEY"]
        return request


api = orm.OrmApi.config(
    {"API_ROOT": os.environ["CATALOG_URL"], "AUTH": ApiKey(), "APPEND_SLASH": False, "TIMEOUT": 10}
)


class Product(orm.ApiModel):
    class Meta:
        type = "products"
        api = api

    sku = orm.AttributeField("sku")
    name = orm.AttributeField("name")
    price = orm.AttributeField("price")
    tags = orm.AttributeField("tags")
    version = orm.AttributeField("version")


def refusal(call):
    """The code of the first error with which a call is refused."""
    try:
        call()
    except ApiClientError as error:
        return json.loads(error.content)["errors"][0]["code"]
    raise AssertionError("the call was not refused")


def draft():
    product = Product()
    product.sku = "FOREIGN-2"
    product.name = "Chocolate de mesa"
    product.price = {"amount": 8900, "currency": "MXN"}
    product.tags = ["cacao"]
    return product


def mine():
    return Product.get_list(params={"filter[sku]": "FOREIGN-2", "page[size]": 5})


created = draft()
created.save()
assert created.id and created.version, created

[listed] = mine()
assert (listed.id, listed.name, listed.tags) == (created.id, "Chocolate de mesa", ["cacao"])

# The whole document that was read goes back, read-only members and all.
listed.name = "Chocolate de mesa, 540 g"
listed.price = {"amount": 9900, "currency": "MXN"}
listed.save()
read = Product.from_id(created.id)
assert (read.name, read.price) == (listed.name, {"amount": 9900, "currency": "MXN"})
assert read.version > created.version

assert refusal(draft().save) == "sku-taken"

read.delete()
assert not Product.exists(created.id)
assert refusal(Product.from_id(created.id).refresh) == "not-found"
assert mine() == []
print("jsonapi-requests lists, creates, reads, updates and deletes products")
